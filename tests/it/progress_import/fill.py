"""Fills the progress form at the given path in, as a script of somebody's office would, with openpyxl."""

import sys

import openpyxl

path = sys.argv[1]
workbook = openpyxl.load_workbook(path)
sheet = workbook["รายงานโครงการ"]
columns = {cell.value: cell.column for row in sheet.iter_rows(min_row=5, max_row=6) for cell in row if cell.value}
for row in range(7, 43):
    sheet.cell(row, columns["สถานะโครงการ"], "อยู่ระหว่างดำเนินการ")
    if sheet.cell(row, columns["ลำดับที่"]).value == 28:
        sheet.cell(row, columns["ตามข้อบัญญัติ/เทศบัญญัติ"], 20000)
        sheet.cell(row, columns["ตามที่เบิกจ่ายจริง"], "๑๘,๕๐๐.๑๐ บาท")
        sheet.cell(row, columns["บรรจุไว้ในข้อบัญญัติ/เทศบัญญัติ/แผนการดำเนินงาน"], "ใช่")
        sheet.cell(row, columns["ผลการดำเนินงาน"], "จัดเวทีแล้ว ๒ ครั้ง")
workbook.save(path)
