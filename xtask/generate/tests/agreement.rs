//! The contract's verdict on phone numbers of the whole world, against
//! libphonenumber's: what it calls a callable number is never refused, what
//! callers pay for is never taken.

use madoguchi_shared::field::{Country, Phone};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Callable,
    /// Toll-free, pager, voicemail, and what Japan's numbering plan calls UAN.
    Refused,
    /// Premium, shared cost.
    Paid,
    Invalid,
}

/// libphonenumber's verdict, if it reads the digits as they are.
fn theirs(e164: &str) -> Option<Verdict> {
    let parsed = PHONE_NUMBER_UTIL.parse(e164, None).ok()?;
    if shown(&parsed) != e164 {
        return None;
    }
    if !PHONE_NUMBER_UTIL.is_valid_number(&parsed) {
        return Some(Verdict::Invalid);
    }
    Some(match PHONE_NUMBER_UTIL.get_number_type(&parsed) {
        PhoneNumberType::PremiumRate | PhoneNumberType::SharedCost => Verdict::Paid,
        PhoneNumberType::TollFree | PhoneNumberType::Pager | PhoneNumberType::VoiceMail => Verdict::Refused,
        PhoneNumberType::UAN if parsed.country_code == 81 => Verdict::Refused,
        _ => Verdict::Callable,
    })
}

fn shown(number: &PhoneNumber) -> String {
    PHONE_NUMBER_UTIL.format(number, PhoneNumberFormat::E164).into_owned()
}

fn ours(e164: &str) -> Option<Phone> {
    Phone::try_from(e164.to_owned()).ok().filter(|phone| phone.as_str() == e164)
}

/// How many numbers of each verdict were seen, and how many of them we took.
#[derive(Debug, Default)]
struct Tally {
    callable: (usize, usize),
    refused: (usize, usize),
    paid: (usize, usize),
    invalid: (usize, usize),
}

impl Tally {
    fn count(&mut self, e164: &str) {
        let Some(theirs) = theirs(e164) else { return };
        let phone = ours(e164);
        let taken = phone.is_some();
        if let Some(phone) = phone.filter(|_| e164.starts_with("+81")) {
            let parsed = PHONE_NUMBER_UTIL.parse(e164, None).unwrap();
            let shown = PHONE_NUMBER_UTIL.format(&parsed, PhoneNumberFormat::National);
            assert_eq!(phone.display(&Country::japan()), shown);
        }
        if theirs == Verdict::Refused && taken {
            println!("taken, though nobody answers: {e164}");
        }
        let place = match theirs {
            Verdict::Callable => &mut self.callable,
            Verdict::Refused => &mut self.refused,
            Verdict::Paid => &mut self.paid,
            Verdict::Invalid => &mut self.invalid,
        };
        place.0 += 1;
        place.1 += usize::from(taken);
        assert!(theirs != Verdict::Callable || taken, "refused: {e164}");
        assert!(theirs != Verdict::Paid || !taken, "taken, and whoever calls pays: {e164}");
    }
}

#[test]
fn the_examples_of_all_regions() {
    let kinds = [
        PhoneNumberType::FixedLine,
        PhoneNumberType::Mobile,
        PhoneNumberType::TollFree,
        PhoneNumberType::PremiumRate,
        PhoneNumberType::SharedCost,
        PhoneNumberType::VoIP,
        PhoneNumberType::PersonalNumber,
        PhoneNumberType::Pager,
        PhoneNumberType::UAN,
        PhoneNumberType::VoiceMail,
    ];
    let mut tally = Tally::default();
    for region in PHONE_NUMBER_UTIL.get_supported_regions() {
        for kind in kinds {
            if let Ok(number) = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind) {
                tally.count(&shown(&number));
            }
        }
    }
    println!("examples (seen, taken): {tally:?}");
    assert!(tally.callable.0 > 600 && tally.paid.0 > 100, "{tally:?}");
}

#[test]
fn numbers_by_chance() {
    // A fixed seed (xorshift64*): the same numbers at each run.
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move |below: u64| {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % below
    };
    let mut all = Tally::default();
    // Codes that belong to no country are all refused.
    let shared = [800, 808, 870, 878, 881, 882, 883, 888, 979];
    for code in PHONE_NUMBER_UTIL.get_supported_calling_codes().filter(|code| !shared.contains(code)) {
        for _ in 0..5_000 {
            let mut e164 = format!("+{code}");
            for _ in 0..next(7) + 6 {
                e164.push(char::from(b'0' + next(10) as u8));
            }
            all.count(&e164);
        }
    }
    println!("by chance (seen, taken): {all:?}");
    // What the shallow table lets pass.
    assert!(all.invalid.1 * 100 < all.invalid.0 * 7, "{all:?}");
}
