//! Whether a request is accepted: from facts to a ticket, nothing else.

use super::identity::verified;
use crate::refusal::Refusal;
use madoguchi_shared::do_not_contact::Contact;
use madoguchi_shared::id::{Slug, TicketId};
use madoguchi_shared::intake::{Intake, Reply};
use madoguchi_shared::promise::{free_windows, promise};
use madoguchi_shared::service::Service;
use madoguchi_shared::ticket::Ticket;
use madoguchi_shared::triage::pitch;
use madoguchi_shared::urgency::{Grounds, urgency};
use madoguchi_shared::{Code, Draft, Fault, Instant, Rules};

/// Free windows named when the wished one was taken.
const ALTERNATIVES: usize = 5;

/// What the decision rests on.
pub struct Facts<'a> {
    /// The shop.
    pub shop: &'a Slug,
    /// Its rules.
    pub rules: &'a Rules,
    /// Its service level.
    pub service: &'a Service,
    /// The server's time.
    pub now: Instant,
    /// A number that no ticket has.
    pub id: TicketId,
    /// Places given away in the window that starts at a moment.
    pub taken: &'a dyn Fn(Instant) -> u32,
    /// The secrets under which the shop signs who a customer is: its own, and
    /// those that it replaced lately. None if it doesn't.
    pub identity_secrets: &'a [&'a str],
    /// Whether the shop's challenge was passed, where it asks for one.
    pub proven: bool,
    /// Whether somebody asked this shop not to contact them.
    pub do_not_contact: &'a dyn Fn(&Contact) -> Result<bool, Refusal>,
}

/// Accepts `draft` as a ticket, or refuses it with all its faults.
pub fn accept(draft: &Draft, facts: Facts<'_>) -> Result<Ticket, Refusal> {
    let Facts { shop, rules, service, now, id, taken, identity_secrets, proven, do_not_contact } = facts;
    let identity = verified(&draft.identity, identity_secrets, shop, &rules.country, now).map_err(|code| Fault::at("identity", code));
    let intake = match (draft.check(rules, now), identity) {
        (Ok(intake), Ok(None)) => Ok(intake),
        (Ok(intake), Ok(Some(identity))) => Ok(intake.identified(identity)),
        (checked, identity) => Err(checked.err().into_iter().flatten().chain(identity.err()).collect()),
    };
    let intake = intake.map_err(Refusal::faults)?;
    if let Some(contact) = Contact::of(&intake.reply)
        && do_not_contact(&contact)?
    {
        return Err(Refusal::faults(vec![Fault::at(contact.field(), Code::DoNotContact)]));
    }
    let urgency = urgency(&Grounds::of(&intake), rules, service, now);
    let promise = promise(&intake, urgency, rules, service, now, taken).map_err(|code| no_window(code, rules, now, taken))?;
    let judgment = pitch(&intake, pitch::Robot { unproven: !proven, ..draft.robot() });
    let ticket = Ticket::accepted(id, shop.clone(), now, urgency, promise, intake);
    Ok(if judgment.aside { ticket.set_aside(judgment.signals) } else { ticket })
}

/// Whether it is a sales pitch, or a robot's. It is accepted all the same, with the promise
/// that anybody gets.
fn pitch(intake: &Intake, robot: pitch::Robot) -> pitch::Judgment {
    let email = match &intake.reply {
        Reply::Email { email } => email.as_str(),
        _ => "",
    };
    pitch::judge(&pitch::Input {
        text: &intake.words().collect::<Vec<_>>().join("\n"),
        topic: Some(intake.topic),
        company: intake.company.as_ref().map_or("", |company| company.as_str()),
        email,
        order_number: intake.order.is_some(),
        product: intake.product.is_some(),
        robot,
    })
}

/// Why a window can't be had, and if it is taken, the next ones that are free.
pub fn no_window(code: Code, rules: &Rules, now: Instant, taken: &dyn Fn(Instant) -> u32) -> Refusal {
    let free = rules.desk.as_ref().filter(|_| code == Code::Taken).map(|desk| free_windows(desk, now, taken));
    let free = free.into_iter().flatten().take(ALTERNATIVES).collect();
    Refusal::Invalid(vec![Fault::at("window", code)], free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::calendar::Calendar;
    use madoguchi_shared::field::Country;
    use madoguchi_shared::order_policy::Policy;
    use madoguchi_shared::rules::DeskHours;
    use madoguchi_shared::ticket::State;
    use madoguchi_shared::topic::Topic;
    use madoguchi_shared::window::WindowRules;
    use madoguchi_shared::zone::Zone;

    fn rules() -> Rules {
        let tokyo = Zone::fixed("Asia/Tokyo", 32_400);
        let calendar: Calendar =
            serde_json::from_value(serde_json::json!({"week": {"mon": [["09:00", "12:00"]], "tue": [["09:00", "12:00"]]}})).unwrap();
        Rules {
            country: Country::japan(),
            topics: vec![Topic::Other],
            consent_version: "1".into(),
            shop_zone: tokyo.clone(),
            order_policy: Policy::default(),
            desk: Some(DeskHours {
                version: 1,
                language: "ja".into(),
                zone: tokyo,
                calendar,
                windows: WindowRules::default(),
                places: 1,
                paused: Default::default(),
            }),
        }
    }

    fn draft(window: &str, message: &str) -> Draft {
        Draft {
            topic: "other".into(),
            name: "山田".into(),
            reply: "phone".into(),
            phone: "09012345678".into(),
            window: window.into(),
            message: message.into(),
            consent: "1".into(),
            ..Draft::default()
        }
    }

    fn send(draft: &Draft, taken: &dyn Fn(Instant) -> u32) -> Result<Ticket, Refusal> {
        let now = Instant::parse("2026-11-16T08:00:00+09:00").unwrap();
        let shop = Slug::parse("demo").unwrap();
        let (rules, service, id) = (rules(), Service::default(), TicketId::from_random(7));
        accept(
            draft,
            Facts {
                shop: &shop,
                rules: &rules,
                service: &service,
                now,
                id,
                taken,
                identity_secrets: &[],
                proven: true,
                do_not_contact: &|_| Ok(false),
            },
        )
    }

    fn ask(window: &str, taken: &dyn Fn(Instant) -> u32) -> Result<Ticket, Refusal> {
        send(&draft(window, "相談"), taken)
    }

    #[test]
    fn a_taken_window_is_refused_with_the_next_free_ones() {
        let nine = "2026-11-16T09:00:00+09:00";
        assert_eq!(ask(nine, &|_| 0).unwrap().promise.window.unwrap().start, Instant::parse(nine).unwrap());
        let full = |start: Instant| u32::from(start == Instant::parse(nine).unwrap());
        let Err(Refusal::Invalid(faults, free)) = ask(nine, &full) else { panic!("taken") };
        assert_eq!(faults, [Fault::at("window", Code::Taken)]);
        assert_eq!(free.first().map(|w| w.start), Instant::parse("2026-11-16T10:00:00+09:00"));
        assert_eq!(free.len(), ALTERNATIVES);
    }

    #[test]
    fn who_the_shop_says_this_is_counts_only_if_it_is_proven() {
        let identity = "eyJhbGciOiJIUzI1NiJ9.e30.AAAA";
        let draft = Draft { topic: "other".into(), identity: identity.into(), ..Draft::default() };
        let (rules, shop) = (rules(), Slug::parse("demo").unwrap());
        let facts = Facts {
            shop: &shop,
            rules: &rules,
            service: &Service::default(),
            now: Instant::default(),
            id: TicketId::from_random(7),
            taken: &|_| 0,
            identity_secrets: &["0123456789abcdef0123456789abcdef"],
            proven: true,
            do_not_contact: &|_| Ok(false),
        };
        let Err(Refusal::Invalid(faults, _)) = accept(&draft, facts) else { panic!("accepted") };
        assert_eq!(faults.last(), Some(&Fault::at("identity", Code::Unverified)), "after all other faults: {faults:?}");
        assert!(faults.len() > 1);
    }

    #[test]
    fn whoever_asked_not_to_be_contacted_is_told_so_at_the_field() {
        let now = Instant::parse("2026-11-16T08:00:00+09:00").unwrap();
        let (shop, rules, service) = (Slug::parse("demo").unwrap(), rules(), Service::default());
        let send = |draft: &Draft, listed: &'static str| {
            let do_not_contact = move |contact: &Contact| Ok(contact.listed_as() == listed);
            let (id, taken) = (TicketId::from_random(7), &|_| 9);
            accept(
                draft,
                Facts {
                    shop: &shop,
                    rules: &rules,
                    service: &service,
                    now,
                    id,
                    taken,
                    identity_secrets: &[],
                    proven: true,
                    do_not_contact: &do_not_contact,
                },
            )
        };
        let refused = |path| Err(Refusal::faults(vec![Fault::at(path, Code::DoNotContact)]));
        let phone = draft("asap", "相談");
        let mail = Draft { reply: "email".into(), email: "Hana@example.jp".into(), ..draft("", "相談") };
        assert_eq!(send(&phone, "+819012345678"), refused("phone"), "before any place is asked for");
        assert_eq!(send(&mail, "hana@example.jp"), refused("email"));
        assert!(send(&mail, "+819012345678").is_ok(), "who is not called may write");
        let faulty = Draft { name: String::new(), ..phone };
        assert!(
            matches!(send(&faulty, "+819012345678"), Err(Refusal::Invalid(faults, _)) if faults == [Fault::at("name", Code::Required)])
        );
    }

    #[test]
    fn a_sales_pitch_is_accepted_and_set_aside() {
        let ask = |message: &str| send(&draft("asap", message), &|_| 0).unwrap();
        let pitch = ask(
            "突然のご連絡失礼いたします。御社の集客を支援するSEO対策のご提案です。オンラインで30分ほどお打ち合わせのお時間をいただけますと幸いです。",
        );
        assert_eq!((pitch.state, pitch.quiet), (State::SetAside, true));
        assert!(!pitch.pitch.is_empty() && pitch.promise.window.is_some(), "its place is kept all the same");
        let status = pitch.status("+81312345678");
        assert_eq!(status.state, State::Open, "it never tells");
        let honest = ask("弊社の社員に配るため、御社の商品を200個まとめて購入したいです。お見積りをお願いします。");
        assert_eq!((honest.state, honest.quiet), (State::Open, false));
    }

    #[test]
    fn a_robot_is_accepted_and_set_aside_with_the_reason() {
        let honest = draft("asap", "のしを付けられますか");
        let sent =
            |homepage: &str, took: &str| send(&Draft { homepage: homepage.into(), took: took.into(), ..honest.clone() }, &|_| 0).unwrap();
        let signs = |ticket: &Ticket| ticket.pitch.iter().map(|signal| signal.code).collect::<Vec<_>>();
        let robot = sent("https://robot.example", "0");
        assert_eq!((robot.state, robot.quiet, robot.promise.window.is_some()), (State::SetAside, true, true));
        assert_eq!(signs(&robot), [pitch::Sign::TrapFilled, pitch::Sign::FilledInHaste]);
        for took in ["", "0", "2", "3", "86400", "fast", "-1"] {
            assert_eq!(sent(" ", took).state, State::Open, "haste alone proves nothing: {took}");
        }
        let pitch = "はじめまして。ECサイトの構築代行を行っております。ご興味がございましたらご返信ください。";
        let with = |took: &str| send(&Draft { took: took.into(), ..draft("asap", pitch) }, &|_| 0).unwrap();
        assert!(signs(&with("1")).contains(&pitch::Sign::FilledInHaste) && with("1").state == State::SetAside);
    }

    #[test]
    fn as_soon_as_possible_takes_a_place_too() {
        let nine = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
        let ticket = ask("asap", &|start| u32::from(start == nine)).unwrap();
        assert_eq!(ticket.promise.window.unwrap().start, nine.plus_minutes(60));
        assert!(matches!(ask("asap", &|_| 1), Err(Refusal::Invalid(faults, _)) if faults == [Fault::at("window", Code::Taken)]));
    }
}
