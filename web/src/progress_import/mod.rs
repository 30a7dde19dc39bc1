//! แบบรายงานเป็นไฟล์ Excel: a round's progress out as a spreadsheet to fill in, and back in with a preview. Files come by
//! `POST /imports/progress`.

pub mod choose;
pub mod preview;

mod query {
    crate::operation!("src/progress_import/progress_import.graphql": RoundForm, Upload, Apply);
}
