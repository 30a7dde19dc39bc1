//! Every way a workbook can be at fault before a rule looks at what it says.

/// Declares the closed set of faults with the code of each.
macro_rules! sheet_faults {
    ($($(#[$doc:meta])* $variant:ident $({ $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })? = $code:literal),* $(,)?) => {
        /// What is wrong with a workbook, a sheet or a cell.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum SheetFault { $($(#[$doc])* $variant $({ $($(#[$field_doc])* $field: $type),* })?),* }

        impl SheetFault {
            /// Every code, as clients branch on it.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// The stable code.
            #[must_use]
            pub const fn code(&self) -> &'static str {
                match self { $(Self::$variant $({ $($field: _),* })? => $code),* }
            }
        }
    };
}

/// What a file is that is no workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundInstead {
    /// A PDF, whatever it is called.
    Pdf,
    /// A workbook of Excel 97–2003 (.xls).
    OldExcel,
    /// A workbook that opens with a password.
    Encrypted,
    /// A spreadsheet of `OpenDocument` (.ods).
    OpenDocument,
    /// A binary workbook (.xlsb).
    BinaryExcel,
    /// Anything else.
    Other,
}

sheet_faults! {
    /// Not a workbook of the kind that is taken.
    NotAWorkbook {
        /// What it is.
        found: FoundInstead,
    } = "NOT_A_WORKBOOK",
    /// It unpacks to more than is read: too large, or a file made to exhaust the reader.
    WorkbookTooLarge = "WORKBOOK_TOO_LARGE",
    /// It cannot be read: cut off or damaged.
    WorkbookBroken = "WORKBOOK_BROKEN",
    /// A workbook, but not one that the system made for this purpose, or without its hidden sheet.
    NotAForm = "NOT_A_FORM",
    /// A form of another version of the system.
    FormatUnknown = "FORMAT_UNKNOWN",
    /// A sheet is missing.
    SheetMissing {
        /// Its name.
        sheet: String,
    } = "SHEET_MISSING",
    /// A column is missing.
    ColumnMissing {
        /// Its heading.
        heading: String,
    } = "COLUMN_MISSING",
    /// Two columns have one heading.
    ColumnTwice {
        /// The heading.
        heading: String,
    } = "COLUMN_TWICE",
    /// More rows than are read.
    TooManyRows {
        /// The most.
        most: u32,
    } = "TOO_MANY_ROWS",
    /// Merged cells where each cell has its own meaning.
    MergedCells {
        /// The merged range, `G7:G9`.
        range: String,
    } = "MERGED_CELLS",
    /// A formula that comes to an error.
    FormulaError {
        /// As the cell shows it, `#REF!`.
        error: String,
    } = "FORMULA_ERROR",
    /// A formula without the value it comes to.
    FormulaWithoutValue = "FORMULA_WITHOUT_VALUE",
    /// A text where an amount of baht belongs.
    NotAnAmount {
        /// The beginning of the text.
        text: String,
    } = "NOT_AN_AMOUNT",
    /// A word that is not in its list.
    NotInList {
        /// The words there are.
        allowed: Vec<&'static str>,
    } = "NOT_IN_LIST",
    /// A row with content that cannot be told which project it is about.
    RowWithoutKey = "ROW_WITHOUT_KEY",
    /// A row about a project that the plan does not have in this year.
    RowKeyUnknown = "ROW_KEY_UNKNOWN",
    /// A second row about one project.
    RowKeyTwice {
        /// The first one, counted from 1.
        first_row: u32,
    } = "ROW_KEY_TWICE",
    /// A row from a form of another fiscal year or round.
    RowOfOtherRound = "ROW_OF_OTHER_ROUND",
    /// Number or name in a row are not those of the project that its key names.
    RowMixedUp = "ROW_MIXED_UP",
    /// A text that does not follow the pattern of its column.
    NotUnderstood {
        /// How it is written.
        example: &'static str,
    } = "NOT_UNDERSTOOD",
    /// Two sheets say different things of one project.
    SheetsDisagree {
        /// The other place.
        other: String,
    } = "SHEETS_DISAGREE",
    /// A project of one sheet that the other does not have.
    ProjectNotInDetails = "PROJECT_NOT_IN_DETAILS",
    /// Something is reported without a status.
    StatusRequired = "STATUS_REQUIRED",
    /// A form that was made for another organization, or for nothing the reader can see.
    FormOfOtherOrganization = "FORM_OF_OTHER_ORGANIZATION",
    /// A form of another plan, fiscal year or round than the one that was asked for.
    FormOfOtherRound {
        /// The form's fiscal year.
        fiscal_year: i32,
        /// The months of the form's round.
        months: i16,
    } = "FORM_OF_OTHER_ROUND",
    /// The round's due date has passed: perhaps it is the form of another round.
    RoundIsOver = "ROUND_IS_OVER",
    /// A workbook with programs in it.
    WorkbookHasMacros = "FILE_HAS_MACROS",
    /// A project that somebody reported on since the form was made.
    RowIsStale {
        /// What is recorded, beside what the row says: the field, recorded, in the file.
        differences: Vec<(&'static str, String, String)>,
    } = "STALE_VERSION",
}

impl SheetFault {
    /// In words, Thai and English.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "one line of words per fault, nothing else")]
    pub fn words(&self) -> (String, String) {
        let both = |thai: &str, english: &str| (thai.to_owned(), english.to_owned());
        match self {
            Self::NotAWorkbook { found } => found.words(),
            Self::WorkbookTooLarge => both(
                "ไฟล์นี้ขยายแล้วใหญ่เกินกว่าที่รับได้ จึงไม่เปิดอ่าน โปรดดาวน์โหลดแบบใหม่แล้วกรอกเฉพาะในเซลล์ที่กำหนด",
                "This file unpacks to more than is read; download the form again and fill in its cells alone",
            ),
            Self::WorkbookBroken => both(
                "เปิดอ่านไฟล์นี้ไม่ได้ ไฟล์อาจเสียหายหรือส่งมาไม่ครบ โปรดเปิดด้วยโปรแกรมตารางคำนวณ บันทึกใหม่เป็น .xlsx แล้วส่งอีกครั้ง",
                "This file cannot be read; it may be damaged or cut off. Open it in a spreadsheet program, save it as .xlsx and send it again",
            ),
            Self::NotAForm => both(
                "ไฟล์นี้ไม่ใช่แบบที่ดาวน์โหลดจากระบบ หรือแผ่นงานที่ระบบใช้อ้างอิงหายไป โปรดดาวน์โหลดแบบใหม่แล้วคัดลอกข้อมูลไปวาง",
                "This is not a form that was downloaded here, or the sheet that says what it belongs to is gone; download the form again and paste your values into it",
            ),
            Self::FormatUnknown => both(
                "แบบนี้ทำขึ้นจากระบบรุ่นอื่น โปรดดาวน์โหลดแบบใหม่",
                "This form was made by another version of the system; download it again",
            ),
            Self::SheetMissing { sheet } => (
                format!("ไม่พบแผ่นงาน “{sheet}” โปรดอย่าเปลี่ยนชื่อแผ่นงาน หรือดาวน์โหลดแบบใหม่"),
                format!(
                    "The sheet “{sheet}” is missing; leave the sheets' names as they are, or download the form again"
                ),
            ),
            Self::ColumnMissing { heading } => (
                format!("ไม่พบหัวคอลัมน์ “{heading}” โปรดอย่าลบหรือแก้หัวตาราง"),
                format!("The column “{heading}” is missing; leave the headings as they are"),
            ),
            Self::ColumnTwice { heading } => {
                (format!("มีหัวคอลัมน์ “{heading}” มากกว่าหนึ่งคอลัมน์"), format!("There is more than one column “{heading}”"))
            }
            Self::TooManyRows { most } => (format!("มีข้อมูลเกิน {most} แถว"), format!("There are more than {most} rows")),
            Self::MergedCells { range } => (
                format!("เซลล์ {range} ถูกผสานกัน โปรดยกเลิกการผสานเซลล์แล้วกรอกแยกทีละเซลล์"),
                format!("The cells {range} are merged; split them and fill in each"),
            ),
            Self::FormulaError { error } => (
                format!("สูตรในเซลล์นี้ให้ค่าผิดพลาด ({error}) โปรดพิมพ์ค่าแทนสูตร"),
                format!("The formula in this cell comes to an error ({error}); type the value instead"),
            ),
            Self::FormulaWithoutValue => both(
                "เซลล์นี้เป็นสูตรที่ยังไม่ได้คำนวณ โปรดเปิดด้วยโปรแกรมตารางคำนวณแล้วบันทึก หรือพิมพ์ค่าแทนสูตร",
                "This cell holds a formula that was never calculated; open and save the file in a spreadsheet program, or type the value",
            ),
            Self::NotAnAmount { text } => (
                format!("“{text}” ไม่ใช่จำนวนเงิน โปรดกรอกเป็นตัวเลขบาท เช่น 20000.00"),
                format!("“{text}” is not an amount; enter baht in figures, such as 20000.00"),
            ),
            Self::NotInList { allowed } => (
                format!("โปรดเลือกจากรายการ: {}", allowed.join(" · ")),
                format!("Choose one of: {}", allowed.join(" · ")),
            ),
            Self::RowWithoutKey => both(
                "ไม่ทราบว่าแถวนี้เป็นของโครงการใด เพราะรหัสแถวหายไปและลำดับที่กับชื่อโครงการไม่ตรงกับในแผน โปรดกรอกในแถวเดิมของโครงการ",
                "This row cannot be told which project it is about: its key is gone, and number and name are not those of a project; fill in the project's own row",
            ),
            Self::RowKeyUnknown => both(
                "ไม่พบโครงการของแถวนี้ในแผนสำหรับปีงบประมาณนี้ แถวอาจคัดลอกมาจากไฟล์อื่น",
                "The plan has no project like this row's in this year; the row may come from another file",
            ),
            Self::RowKeyTwice { first_row } => (
                format!("โครงการนี้มีอยู่แล้วในแถว {first_row} โปรดเหลือไว้แถวเดียว"),
                format!("This project stands in row {first_row} already; leave one of them"),
            ),
            Self::RowOfOtherRound => both(
                "แถวนี้คัดลอกมาจากแบบของปีงบประมาณหรือรอบอื่น โปรดกรอกในแบบของรอบนี้",
                "This row comes from a form of another fiscal year or round; fill in this round's form",
            ),
            Self::RowMixedUp => both(
                "ลำดับที่หรือชื่อโครงการไม่ตรงกับรหัสแถว อาจเรียงลำดับหรือวางข้อมูลเพียงบางคอลัมน์ โปรดตรวจทั้งแถว",
                "Number or name are not those of the project of this row; perhaps only some columns were sorted or pasted. Check the whole row",
            ),
            Self::NotUnderstood { example } => (
                format!("อ่านข้อความในเซลล์นี้ไม่ได้ โปรดเขียนตามแบบ เช่น {}", example.replace('\n', " ⏎ ")),
                format!("The text of this cell cannot be read; write it like {}", example.replace('\n', " ⏎ ")),
            ),
            Self::SheetsDisagree { other } => (
                format!("งบประมาณของโครงการนี้ไม่ตรงกับที่แก้ไขใน {other} โปรดแก้ให้ตรงกัน"),
                format!("The budget of this project is not the one changed in {other}; make them agree"),
            ),
            Self::ProjectNotInDetails => both(
                "ไม่พบโครงการชื่อนี้ในแผ่นงาน “รายละเอียด” โปรดใช้ชื่อเดียวกันทั้งสองแผ่น",
                "The sheet “รายละเอียด” has no project of this name; write the same name in both sheets",
            ),
            Self::StatusRequired => both(
                "โปรดเลือกสถานะโครงการ หรือล้างเซลล์อื่นของแถวนี้ถ้ายังไม่รายงาน",
                "Choose the status, or clear the other cells of the row if there is nothing to report yet",
            ),
            Self::FormOfOtherOrganization => both(
                "ไม่พบแผนที่แบบนี้ใช้รายงานในหน่วยงานของท่าน แบบนี้อาจเป็นของหน่วยงานอื่น โปรดดาวน์โหลดแบบของหน่วยงานท่าน",
                "The plan that this form reports on is not one of yours; it may be another organization's form. Download your own",
            ),
            Self::FormOfOtherRound { fiscal_year, months } => (
                format!("แบบนี้เป็นของปีงบประมาณ {fiscal_year} รอบ {months} เดือน ไม่ใช่แผน ปี และรอบที่กำลังรายงาน"),
                format!(
                    "This form is of fiscal year {fiscal_year}, {months}-month round, which is not the plan, year and round being reported"
                ),
            ),
            Self::WorkbookHasMacros => both(
                "ไฟล์นี้มีมาโคร โปรดบันทึกเป็นชนิด Excel Workbook (.xlsx) แล้วส่งใหม่",
                "This file has macros; save it as Excel Workbook (.xlsx) and send it again",
            ),
            Self::RowIsStale { differences } => {
                let lines = |line: fn(&(&str, String, String)) -> String| {
                    differences.iter().map(line).collect::<Vec<_>>().concat()
                };
                let thai = lines(|(field, recorded, said)| format!("\n{field}: บันทึกไว้ “{recorded}” ในไฟล์ “{said}”"));
                let english =
                    lines(|(field, recorded, said)| format!("\n{field}: recorded “{recorded}”, here “{said}”"));
                (
                    format!(
                        "มีผู้บันทึกผลของโครงการนี้หลังจากดาวน์โหลดแบบ โปรดดาวน์โหลดแบบใหม่แล้วกรอก หรือลบแถวนี้ออกจากไฟล์ แล้วส่งใหม่{thai}"
                    ),
                    format!(
                        "Somebody recorded this project since the form was downloaded. Fill in a new form, or delete the row, and send it again{english}"
                    ),
                )
            }
            Self::RoundIsOver => both(
                "เลยวันครบกำหนดของรอบนี้แล้ว โปรดตรวจว่าใช้แบบของปีงบประมาณและรอบที่ถูกต้อง",
                "The due date of this round has passed; make sure that this is the form of the right year and round",
            ),
        }
    }
}

impl FoundInstead {
    fn words(self) -> (String, String) {
        let (thai, english) = match self {
            Self::Pdf => (
                "ไฟล์นี้เป็น PDF ไม่ใช่ตารางคำนวณ โปรดส่งแบบ .xlsx ที่ดาวน์โหลดจากระบบ",
                "This is a PDF and no spreadsheet; send the .xlsx form that was downloaded here",
            ),
            Self::OldExcel => (
                "ไฟล์นี้เป็น Excel รุ่นเก่า (.xls) โปรดเปิดแล้วเลือก “บันทึกเป็น” ชนิด Excel Workbook (.xlsx)",
                "This is a workbook of old Excel (.xls); open it and save it as Excel Workbook (.xlsx)",
            ),
            Self::Encrypted => (
                "ไฟล์นี้ตั้งรหัสผ่านไว้จึงเปิดอ่านไม่ได้ โปรดนำรหัสผ่านออกแล้วบันทึกใหม่",
                "This file opens with a password; take the password away and save it again",
            ),
            Self::OpenDocument => (
                "ไฟล์นี้เป็น OpenDocument (.ods) โปรดบันทึกเป็นชนิด Excel 2007–365 (.xlsx)",
                "This is an OpenDocument spreadsheet (.ods); save it as Excel 2007–365 (.xlsx)",
            ),
            Self::BinaryExcel => (
                "ไฟล์นี้เป็น Excel ชนิดไบนารี (.xlsb) โปรดบันทึกเป็นชนิด Excel Workbook (.xlsx)",
                "This is a binary workbook (.xlsb); save it as Excel Workbook (.xlsx)",
            ),
            Self::Other => (
                "ไฟล์นี้ไม่ใช่ตารางคำนวณ .xlsx (พิจารณาจากเนื้อหา ไม่ใช่จากชื่อไฟล์)",
                "This is no .xlsx spreadsheet, by what it holds and not by its name",
            ),
        };
        (thai.to_owned(), english.to_owned())
    }
}
