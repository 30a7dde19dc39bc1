//! What ends a field without an answer.

use async_graphql::{Error, ErrorExtensions, Pos, ServerError};
use sucharit_store::{StoreError, causes};

/// The extension that carries an error's English message to the door, which answers in one language and takes it away.
pub const ENGLISH: &str = "english";

/// A failure of a field. It has no `Display`, because async-graphql would send that to the client: only the code leaves.
#[derive(Debug)]
pub enum Failure {
    /// Storage failed; the causes are in the log.
    Internal,
    /// An argument has no meaning.
    BadArgument {
        /// The stable code.
        code: &'static str,
        /// Thai and English.
        message: (&'static str, &'static str),
    },
}

impl Failure {
    /// An id that is not one of ours, or names another type.
    pub const BAD_ID: Self = Self::BadArgument {
        code: "BAD_ID",
        message: ("รหัสอ้างอิง (ID) ไม่ถูกต้องหรือเป็นของชนิดอื่น", "The id is malformed or names another type"),
    };

    /// A cursor that this list did not give out.
    pub const BAD_CURSOR: Self = Self::BadArgument {
        code: "BAD_CURSOR",
        message: ("ตำแหน่งหน้า (cursor) ไม่ถูกต้อง", "The cursor is not one that this list gave out"),
    };

    /// Page arguments that contradict each other or ask for too much.
    pub const BAD_PAGE: Self = Self::BadArgument {
        code: "BAD_PAGE",
        message: ("ระบุ first หรือ last อย่างใดอย่างหนึ่ง ตั้งแต่ 0 ถึง 100", "Give first or last, not both, from 0 to 100"),
    };

    /// A year that is no fiscal year in the Buddhist Era.
    pub const BAD_FISCAL_YEAR: Self = Self::BadArgument {
        code: "BAD_FISCAL_YEAR",
        message: ("ปีงบประมาณต้องเป็นปี พ.ศ. เช่น 2568", "A fiscal year is a year of the Buddhist Era, such as 2568"),
    };

    /// Nobody signed in, and this is not for everybody.
    pub const UNAUTHENTICATED: Self = Self::BadArgument {
        code: "UNAUTHENTICATED",
        message: ("โปรดเข้าสู่ระบบก่อน", "Sign in first"),
    };

    /// More than one sign-in in a request: the others are guesses.
    pub const ONE_SIGN_IN: Self = Self::BadArgument {
        code: "ONE_SIGN_IN",
        message: ("เข้าสู่ระบบได้ครั้งเดียวในหนึ่งคำขอ", "One sign-in in a request"),
    };

    /// More nodes asked for at once than the limit.
    pub const TOO_MANY_IDS: Self = Self::BadArgument {
        code: "TOO_MANY_IDS",
        message: ("ขอได้ครั้งละไม่เกิน 100 รายการ", "At most 100 ids at once"),
    };
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        tracing::error!(error = causes(&error), "storage failed");
        Self::Internal
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let (code, (thai, english)) = match failure {
            Failure::Internal => ("INTERNAL", ("เกิดข้อผิดพลาดภายในระบบ", "An internal error occurred")),
            Failure::BadArgument { code, message } => (code, message),
        };
        Self::new(thai).extend_with(|_, extensions| {
            extensions.set("code", code);
            extensions.set(ENGLISH, english);
        })
    }
}

/// What is wrong with a request as a whole.
pub fn server_error(code: &str, thai: String, english: String, position: Pos) -> ServerError {
    let mut error = ServerError::new(thai, Some(position));
    let extensions = error.extensions.get_or_insert_default();
    extensions.set("code", code);
    extensions.set(ENGLISH, english);
    error
}
