//! The columns of the form's table: written in this order, found again by their headings in any.

use sucharit_domain::progress::import::NUMBER;

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    Number,
    Key,
    Kind,
    Name,
    Dimension,
    Planned,
    Ordinance,
    Disbursed,
    InOrdinance,
    Status,
    Reason,
    Detail,
    Result,
    Problems,
    Suggestions,
    Remark,
    Standing,
}

/// The heading over the three amounts.
pub(crate) const AMOUNTS: &str = "จำนวนงบประมาณ";

impl Column {
    /// All of them, from the first.
    pub(crate) const ALL: [Self; 17] = [
        Self::Number,
        Self::Key,
        Self::Kind,
        Self::Name,
        Self::Dimension,
        Self::Planned,
        Self::Ordinance,
        Self::Disbursed,
        Self::InOrdinance,
        Self::Status,
        Self::Reason,
        Self::Detail,
        Self::Result,
        Self::Problems,
        Self::Suggestions,
        Self::Remark,
        Self::Standing,
    ];

    /// Its heading.
    pub(crate) const fn heading(self) -> &'static str {
        match self {
            Self::Number => "ลำดับที่",
            Self::Key => "รหัสแถว",
            Self::Kind => "ประเภทงาน",
            Self::Name => "ชื่อโครงการ/กิจกรรม/มาตรการ/แนวปฏิบัติ",
            Self::Dimension => "สอดคล้อง",
            Self::Planned => "แผนพัฒนาท้องถิ่น",
            Self::Ordinance => "ตามข้อบัญญัติ/เทศบัญญัติ",
            Self::Disbursed => "ตามที่เบิกจ่ายจริง",
            Self::InOrdinance => "บรรจุไว้ในข้อบัญญัติ/เทศบัญญัติ/แผนการดำเนินงาน",
            Self::Status => "สถานะโครงการ",
            Self::Reason => "เหตุผล",
            Self::Detail => "รายละเอียดเหตุผล",
            Self::Result => "ผลการดำเนินงาน",
            Self::Problems => "ปัญหา/อุปสรรค",
            Self::Suggestions => "ข้อเสนอแนะ",
            Self::Remark => "หมายเหตุ",
            Self::Standing => "ข้อมูลในระบบ",
        }
    }

    /// Whether a form that lost it can no longer be read. What only informs may go; a row without its key is found by number and
    /// name.
    pub(crate) const fn is_needed(self) -> bool {
        !matches!(self, Self::Key | Self::Kind | Self::Dimension | Self::Planned | Self::Standing)
    }

    /// The name of what it says, as inputs and the audit trail have it; none for what only informs.
    pub(crate) const fn field(self) -> Option<&'static str> {
        Some(match self {
            Self::Number => NUMBER,
            Self::Ordinance => "ordinanceBudget",
            Self::Disbursed => "disbursed",
            Self::InOrdinance => "inOrdinance",
            Self::Status => "status",
            Self::Reason => "unableReason",
            Self::Detail => "unableDetail",
            Self::Result => "result",
            Self::Problems => "problems",
            Self::Suggestions => "suggestions",
            Self::Remark => "remark",
            Self::Key | Self::Kind | Self::Name | Self::Dimension | Self::Planned | Self::Standing => return None,
        })
    }

    /// Its place, counted from 0.
    pub(crate) const fn place(self) -> u16 {
        self as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sucharit_domain::progress::import::FIELDS;

    #[test]
    fn columns_stand_where_they_are_listed_and_hold_every_field() {
        for (place, column) in (0..).zip(Column::ALL) {
            assert_eq!(column.place(), place, "{column:?}");
        }
        let fields: Vec<_> =
            Column::ALL.iter().filter_map(|column| column.field()).filter(|it| *it != NUMBER).collect();
        assert_eq!(fields, FIELDS);
    }
}
