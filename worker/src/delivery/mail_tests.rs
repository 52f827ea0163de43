use super::*;

#[test]
fn nothing_begins_another_header() {
    assert_eq!(subject("依頼\r\nBcc: all@evil.example\u{202E}x"), "依頼 Bcc: all@evil.examplex");
    assert_eq!(subject(&"長".repeat(300)).chars().count(), 120);
    assert_eq!(name("店 <a@evil.example>, \"b\""), "店 ＜a＠evil.example＞， ＂b＂");
    assert_eq!(name("こみちの店\r\nX: y"), "こみちの店 X： y");
}
