//! Whatever is sent: an intake that stays what it is, or faults.

#![no_main]

use libfuzzer_sys::fuzz_target;
use madoguchi_fuzz::{RULES, draft, draft_of, now};
use madoguchi_shared::Intake;

fuzz_target!(|bytes: &[u8]| {
    let Some(draft) = draft(bytes) else { return };
    match draft.check(&RULES, now()) {
        Ok(intake) => {
            let wire = serde_json::to_string(&intake).unwrap();
            assert_eq!(serde_json::from_str::<Intake>(&wire).unwrap(), intake, "the wire changed it");
            assert_eq!(draft_of(&intake).check(&RULES, now()), Ok(intake), "said again, it is another");
        }
        Err(faults) => assert!(!faults.is_empty(), "refused without a reason"),
    }
});
