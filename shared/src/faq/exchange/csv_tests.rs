use super::*;
use proptest::prelude::*;

fn ours(text: &str) -> Option<Vec<Vec<String>>> {
    let records: Result<Vec<_>, u32> = Records { rest: text, line: 1, comma: ',' }.collect();
    let bare = records.ok()?.into_iter().map(|cells| cells.into_iter().map(|cell| cell.text).collect::<Vec<_>>());
    // Empty lines are nothing to that reader, as they are to ours one level up.
    Some(bare.filter(|cells| cells.len() > 1 || !cells[0].is_empty()).collect())
}

/// The `csv` crate.
fn theirs(text: &str) -> Vec<Vec<String>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records = reader.records().map(|record| record.unwrap().iter().map(|cell| cell.replace("\r\n", "\n")).collect::<Vec<_>>());
    records.filter(|cells| cells.len() > 1 || !cells[0].is_empty()).collect()
}

proptest! {
    #[test]
    fn it_reads_what_the_csv_crate_reads(text in r#"(a|あ| |"|""|"a"|,|\n|\r\n|\r){0,24}"#) {
        if let Some(ours) = ours(&text) {
            prop_assert_eq!(ours, theirs(&text), "{:?}", text);
        }
    }

    #[test]
    fn it_reads_what_the_csv_crate_writes(table in prop::collection::vec(prop::collection::vec(r#"(a|あ| |"|,|\n|\r){0,6}"#, 1..4), 1..5)) {
        let mut writer = ::csv::WriterBuilder::new().flexible(true).terminator(::csv::Terminator::CRLF).from_writer(vec![]);
        for record in &table {
            writer.write_record(record).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        prop_assert_eq!(ours(&text), Some(theirs(&text)));
    }

    #[test]
    fn the_csv_crate_reads_what_is_written(cells in prop::collection::vec(r#"(a|あ| |"|,|;|\n|\r|=|'){0,6}"#, 2..4)) {
        let mut text = String::new();
        cells.iter().enumerate().for_each(|(number, cell)| put(&mut text, number, cell));
        let expected: Vec<_> = cells.iter().map(|cell| [if is_formula(cell) { "'" } else { "" }, cell].concat().replace("\r\n", "\n")).collect();
        prop_assert_eq!(theirs(&text), vec![expected]);
    }
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    let text = "a,b\r\n\"1\n2\r\n3\",c\r\rd,\"\"\n\ne,f";
    let lines: Vec<Vec<u32>> = Records::of(text).map(|cells| cells.unwrap_or_default().iter().map(|cell| cell.line).collect()).collect();
    assert_eq!(lines, [vec![1, 1], vec![2, 4], vec![5], vec![6, 6], vec![7], vec![8, 8]]);
}
