//! Agreement with libphonenumber: each disagreement is listed with its reason,
//! and one that is none any more fails the test.

use super::*;
use crate::oracle;
use serde_json::Value;

/// What libphonenumber makes of a case, in our terms. A valid number of these
/// kinds must not be called; a number that isn't valid can't be.
fn expected(case: &Value) -> Result<String, Code> {
    let refused = ["TOLL_FREE", "PREMIUM_RATE", "SHARED_COST", "PAGER", "VOICEMAIL"];
    let kind = case["type"].as_str().unwrap_or_default();
    let japan = case["region"] == "JP";
    match case["valid"] == true {
        true if refused.contains(&kind) || (japan && kind == "UAN") => Err(Code::NotCallable),
        true => Ok(case["e164"].as_str().unwrap().to_owned()),
        false => Err(Code::Malformed),
    }
}

fn ours(case: &Value) -> Result<String, Code> {
    let country = Country::parse(case["region"].as_str().unwrap()).unwrap();
    Phone::parse(case["input"].as_str().unwrap(), &country).map(|phone| phone.number().to_owned())
}

fn show(verdict: &Result<String, Code>) -> String {
    verdict.clone().unwrap_or_else(|code| code.as_str().to_owned())
}

type Decision = (&'static str, &'static str, &'static str);

/// Compares, and returns how many agree.
fn compare<'a>(cases: impl Iterator<Item = &'a Value>, decided: &[Decision]) -> (usize, usize) {
    let mut agreed = 0;
    let mut count = 0;
    let mut used = vec![false; decided.len()];
    let mut wrong = Vec::new();
    for case in cases {
        count += 1;
        let (ours, theirs) = (show(&ours(case)), show(&expected(case)));
        let input = format!("{} {}", case["region"].as_str().unwrap(), case["input"].as_str().unwrap());
        let listed = decided.iter().position(|(listed, ..)| *listed == input);
        if let Some(place) = listed {
            used[place] = true;
        }
        match listed.map(|place| decided[place]) {
            None if ours == theirs => agreed += 1,
            Some((_, decision, _)) if ours == decision && ours != theirs => {}
            _ => wrong.push(format!("{input:?}: ours {ours}, theirs {theirs}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(used.iter().all(|used| *used), "not in the reference: {decided:?} {used:?}");
    (agreed, count)
}

const JAPAN: &[Decision] = &[
    // Known, and nobody should be promised a call there: that says more than
    // that the number can't be.
    ("JP 110", "not_callable", "emergency"),
    ("JP 118", "not_callable", "emergency"),
    ("JP 119", "not_callable", "emergency"),
    ("JP 104", "not_callable", "a service of three digits"),
    ("JP 117", "not_callable", "a service of three digits"),
    ("JP 171", "not_callable", "a service of three digits"),
    ("JP 177", "not_callable", "a service of three digits"),
    ("JP 188", "not_callable", "a service of three digits"),
    ("JP 189", "not_callable", "a service of three digits"),
    ("JP #7119", "not_callable", "a service behind #"),
    ("JP 0180-99-1234", "not_callable", "an information service that libphonenumber doesn't know"),
    ("JP 02000123456789", "not_callable", "a machine's number of fourteen digits, which libphonenumber doesn't know"),
    ("JP 00777012345", "not_callable", "a carrier's number, of a form that libphonenumber doesn't know"),
    ("JP 0032-12-3456", "not_callable", "a carrier's number, of a form that libphonenumber doesn't know"),
    // Nothing but a number can be meant.
    ("JP 090ｰ1234ｰ5678", "+819012345678", "a half-width long vowel mark for a dash, as ー is"),
    ("JP 090〜1234〜5678", "+819012345678", "a wave for a dash"),
    ("JP 090-1234-5678（携帯）", "+819012345678", "a label behind the number"),
    ("JP 090-1234-5678 内線123", "+819012345678", "an extension in Japanese"),
    ("JP 03-1234-5678 内線 12", "+81312345678", "an extension in Japanese"),
    ("JP 0081-90-1234-5678", "+819012345678", "the international prefix of most countries before Japan's own code"),
    // Two numbers can be meant: 03-1234-5678, or a mobile of another country
    // whose shopper left out its code.
    ("JP 312345678", "malformed", "nine digits without a zero: asked again, not guessed"),
    ("JP ", "required", "nothing was typed"),
    ("JP  ", "required", "nothing was typed"),
];

#[test]
fn japan_agrees_but_for_what_is_decided() {
    let Some(reference) = oracle::json("phones.json") else { return };
    let cases = reference["jp_cases"].as_array().unwrap();
    assert_eq!(cases.len(), 142);
    let (agreed, count) = compare(cases.iter(), JAPAN);
    println!("jp_cases: {agreed} of {count} agree");
}

/// Refused alike, but as a number that can't be: the leading digits that the
/// table looks at are those of other numbers too, and the length isn't theirs.
const WORLD: &[Decision] = &[
    ("BR 4004-1234", "malformed", "shared cost"),
    ("CN 1681 2345", "malformed", "premium"),
    ("DE 0177 99 1234567", "malformed", "the voicemail of a mobile number"),
    ("IN 1861 123 456 789", "malformed", "premium"),
    ("IN 1860 345 1234", "malformed", "shared cost"),
    ("IT 331 0123 4501", "malformed", "the voicemail of a mobile number"),
    ("MY 1-600-12-3456", "malformed", "premium"),
    ("MY 1-300-12-3456", "malformed", "toll-free"),
    ("TH 1900 123 456", "malformed", "premium"),
    ("TH 1800 123 456", "malformed", "toll-free"),
    ("VN 1900 123456", "malformed", "premium"),
];

#[test]
fn other_countries_agree_but_for_what_is_decided() {
    let Some(reference) = oracle::json("phones.json") else { return };
    let examples = reference["examples"].as_object().unwrap().values().flat_map(|kinds| kinds.as_object().unwrap().values());
    let (agreed, count) = compare(examples, WORLD);
    println!("examples: {agreed} of {count} agree");
    let lists = reference["accept_reject"].as_object().unwrap().values().flat_map(|lists| lists.as_object().unwrap().values());
    let (agreed, count) = compare(lists.flat_map(|list| list.as_array().unwrap()), &[]);
    println!("accept_reject: {agreed} of {count} agree");
}

/// Where a valid number of Japan is shown otherwise by libphonenumber.
#[test]
fn japan_is_shown_as_by_the_reference() {
    let Some(reference) = oracle::json("phones.json") else { return };
    let cases = reference["jp_cases"].as_array().unwrap().iter().filter(|case| case["valid"] == true);
    for case in
        cases.filter(|case| case["e164"].as_str().unwrap().starts_with("+81") && !case["e164"].as_str().unwrap().starts_with("+810"))
    {
        let (e164, national) = (case["e164"].as_str().unwrap(), case["national"].as_str().unwrap());
        let national = national.split(" ext").next().unwrap();
        assert_eq!(display_e164(e164, &Country::japan()), national);
        let international = case["international"].as_str().unwrap().split(" ext").next().unwrap();
        assert_eq!(display_e164(e164, &Country::parse("GB").unwrap()), international);
    }
}

/// Every six-digit prefix, lengths, kinds and groups.
#[test]
fn japans_table_is_equal_to_the_reference() {
    let Some(reference) = oracle::text("phones_jp_prefix_ranges.csv") else { return };
    let rows: Vec<&str> = reference.lines().skip(1).collect();
    assert_eq!(rows.len(), 483);
    let mut prefixes = 0;
    for row in rows {
        let fields: Vec<&str> = row.splitn(3, ',').collect();
        let (from, to, accepted): (u32, u32, &str) = (fields[0].parse().unwrap(), fields[1].parse().unwrap(), fields[2]);
        // 00 is a carrier's, 010 a call abroad: there they read the rest.
        for prefix in (from..=to).filter(|prefix| *prefix >= 11_000) {
            prefixes += 1;
            let prefix = format!("{prefix:06}");
            let ours: Vec<String> = [10, 11].into_iter().filter_map(|length| described(&prefix, length)).collect();
            let decided = prefix.starts_with("0180") && accepted.is_empty();
            let expected = if decided { "10:PREMIUM_RATE:4-3-3" } else { accepted };
            assert_eq!(ours.join("|"), expected, "{prefix}");
        }
    }
    assert_eq!(prefixes, 89_000);
}

/// As the reference writes it.
fn described(prefix: &str, length: usize) -> Option<String> {
    let number = format!("{prefix:0<length$}");
    let (kind, groups) = japan::plan(number.strip_prefix('0')?)?;
    let kind = match kind {
        PhoneKind::Mobile => "MOBILE",
        PhoneKind::Fixed => "FIXED_LINE",
        PhoneKind::Ip => "VOIP",
        PhoneKind::Personal => "PERSONAL_NUMBER",
        PhoneKind::FreeDial => "TOLL_FREE",
        PhoneKind::Premium => "PREMIUM_RATE",
        PhoneKind::Navi => "UAN",
        PhoneKind::Pager => "PAGER",
        PhoneKind::Short | PhoneKind::Other => "?",
    };
    Some(format!("{length}:{kind}:{}-{}-{}", groups[0], groups[1], groups[2]))
}
