//! What a page cannot answer, as a page that says what to do.

use crate::{RequestId, address, visit::Visit};
use askama::Template;
use poem::{
    IntoResponse, Response,
    http::{HeaderValue, StatusCode, header},
};

/// Why there is no answer; becomes a page in [`dress`](crate::dress()) where a browser asked.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// HTTP's word for it.
    pub status: StatusCode,
    /// What is wrong, each in Thai and English.
    pub problems: Vec<(String, String)>,
    /// The page of this site where one may try again; none where that is the first one. Where nobody is signed in: the page that
    /// a file was sent from, which was not read.
    pub(crate) back: Option<String>,
    /// Fields of a form that was sent after the session had ended, so that nothing typed is lost.
    pub(crate) kept: Vec<(String, String)>,
}

impl Trouble {
    /// Something wrong with a request.
    #[must_use]
    pub fn new(status: StatusCode, problems: Vec<(String, String)>) -> Self {
        Self { status, problems, back: None, kept: Vec::new() }
    }

    /// The same, with the page of this site where one may try again.
    #[must_use]
    pub fn with_back(self, path: &str) -> Self {
        Self { back: Some(path.to_owned()), ..self }
    }

    /// There is nothing at this address for whoever asks.
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, Vec::new())
    }

    /// Nobody is signed in.
    pub(crate) fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, Vec::new())
    }

    /// Something failed; the log says what.
    pub(crate) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, Vec::new())
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = Response::builder().status(self.status).finish();
        response.set_data(self);
        response
    }
}

impl From<Trouble> for poem::Error {
    fn from(trouble: Trouble) -> Self {
        // An error's response takes its data from the error.
        let mut error = Self::from_response(Response::builder().status(trouble.status).finish());
        error.set_data(trouble);
        error
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage<'a> {
    v: &'a Visit,
    status: u16,
    heading: (&'static str, &'static str),
    advice: (&'static str, &'static str),
    problems: &'a [(String, String)],
    kept: &'a [(String, String)],
    next: String,
    back: Option<&'a str>,
    id: Option<String>,
}

/// The page for a trouble.
pub fn page(visit: &Visit, trouble: &Trouble, id: Option<&RequestId>) -> Response {
    let (heading, advice) = words(trouble);
    let page = TroublePage {
        v: visit,
        status: trouble.status.as_u16(),
        heading,
        advice,
        problems: &trouble.problems,
        kept: &trouble.kept,
        next: visit.path.clone(),
        back: trouble.back.as_deref().map(address::own),
        id: id.filter(|_| trouble.status.is_server_error()).map(ToString::to_string),
    };
    let mut response = visit.answer(&page);
    response.set_status(trouble.status);
    if trouble.status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Cookie"));
    }
    response
}

type Words = (&'static str, &'static str);

fn words(trouble: &Trouble) -> (Words, Words) {
    match trouble.status {
        StatusCode::UNAUTHORIZED => (
            ("หมดเวลาใช้งาน โปรดเข้าสู่ระบบอีกครั้ง", "Your session has ended; sign in again"),
            (
                "ระบบออกให้เองเมื่อไม่ได้ใช้งานแปดชั่วโมง หรือเมื่อเปลี่ยนรหัสผ่าน",
                "A session ends after eight hours without use, or when the password changes.",
            ),
        ),
        StatusCode::NOT_FOUND => (
            ("ไม่พบหน้าที่ท่านเปิด", "There is no such page"),
            (
                "ที่อยู่อาจพิมพ์ผิดหรือเก่าแล้ว หรือเป็นข้อมูลที่บัญชีของท่านไม่มีสิทธิ์ดู โปรดตรวจที่อยู่อีกครั้งหรือเริ่มจากหน้าแรก",
                "The address may be mistyped or old, or your account may not see what is there. Check it, or begin at the first page.",
            ),
        ),
        StatusCode::GONE => (
            ("หน้านี้ไม่ได้เผยแพร่แล้ว", "This is not published any more"),
            (
                "เมื่อหน่วยงานแก้ไขและเผยแพร่ใหม่ จะอ่านได้ที่ที่อยู่เดิมนี้",
                "Once it is corrected and published again, it can be read at this same address.",
            ),
        ),
        StatusCode::FORBIDDEN => (
            ("ทำรายการนี้ไม่ได้", "This cannot be done"),
            (
                "หากท่านเปิดจากลิงก์ภายนอก โปรดเปิดหน้านี้จากเมนูของระบบแล้วลองใหม่",
                "Open the page from this system's menu and try again.",
            ),
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            ("เปิดหน้านี้ด้วยวิธีนี้ไม่ได้", "This page cannot be opened in this way"),
            ("โปรดเริ่มจากหน้าแรก", "Begin at the first page."),
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            ("ข้อมูลที่ส่งมีขนาดใหญ่เกินไป", "What was sent is too large"),
            ("โปรดลดขนาดไฟล์หรือย่อข้อความ แล้วส่งใหม่", "Make the file smaller or the text shorter, and send it again."),
        ),
        status if status.is_server_error() => (
            ("ระบบขัดข้อง", "Something went wrong"),
            (
                "รายการล่าสุดอาจยังไม่ได้บันทึก โปรดลองใหม่อีกครั้ง หากยังพบปัญหา โปรดแจ้งผู้ดูแลระบบพร้อมหมายเลขคำขอด้านล่าง",
                "The last change may not be saved. Try again; if it happens again, tell whoever runs the system, with the number below.",
            ),
        ),
        _ => (
            ("ระบบรับข้อมูลนี้ไม่ได้", "This cannot be taken"),
            ("โปรดแก้ไขตามที่แจ้งข้างต้น แล้วลองใหม่", "Put right what is listed above, and try again."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{StatusCode, Trouble, TroublePage, words};
    use crate::sample::{TYPED, assert_say, rendered};
    use askama::Template;

    #[test]
    fn every_trouble_says_what_to_do() {
        for status in [400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 500, 503] {
            let status = StatusCode::from_u16(status).unwrap();
            for (problems, kept, back, id) in [
                (vec![], vec![], None, None),
                (vec![("ผิด".to_owned(), TYPED.to_owned())], vec![], Some("/plan"), Some("0123".to_owned())),
                (vec![], vec![(TYPED.to_owned(), TYPED.to_owned())], None, None),
            ] {
                let trouble = Trouble { kept, ..Trouble::new(status, problems) };
                let (heading, advice) = words(&trouble);
                let pages = rendered(|v| {
                    let (problems, kept) = (&trouble.problems, &trouble.kept);
                    let (next, id) = ("/account".to_owned(), id.clone());
                    TroublePage { v: &v, status: status.as_u16(), heading, advice, problems, kept, next, back, id }
                        .render()
                        .unwrap()
                });
                assert!(pages[0].contains(heading.0) && pages[1].contains(heading.1), "{status}");
                assert_say(&pages, &["<a class=\"button\" href=\"", "<h1>"][usize::from(!trouble.kept.is_empty())..]);
                if let Some(id) = &id {
                    assert_say(&pages, &[id, "href=\"/plan\""][usize::from(status == StatusCode::UNAUTHORIZED) * 2..]);
                }
            }
        }
    }
}
