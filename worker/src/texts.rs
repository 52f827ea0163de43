//! Words for people, by language, from `www/texts`.
//!
//! Japanese and English are part of the worker: notices are written in them,
//! and they are there whatever happens. The words of the other languages are
//! files beside it, fetched before anybody is answered in them, once in an
//! instance's life.

use crate::refusal::Refusal;
use crate::{door, timer};
use js_sys::{Function, Promise, Reflect, Uint8Array};
use madoguchi_shared::json;
use madoguchi_shared::notice::Texts;
use std::sync::OnceLock;
use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering::Relaxed;
use wasm_bindgen::{JsCast, JsValue};

use worker::Env;
use worker::wasm_bindgen_futures::JsFuture;

/// One language's words.
#[derive(Default)]
struct Words {
    /// Those that panel, hosted page and notice have in common.
    shared: Texts,
    /// Those of the hosted page alone.
    hosted: Texts,
}

impl Words {
    /// Not JSON: the words would be missing. A test reads all.
    fn read(shared: &[u8], hosted: &[u8]) -> Self {
        Self { shared: json::read(shared).unwrap_or_default(), hosted: json::read(hosted).unwrap_or_default() }
    }

    /// With those of channels, which are looked for the least.
    fn and(mut self, channel: &[u8]) -> Self {
        let channel: Texts = json::read(channel).unwrap_or_default();
        let own = std::mem::take(&mut self.shared);
        self.shared = channel.iter().chain(own.iter()).map(|(key, word)| (key.clone(), word.clone())).collect();
        self
    }
}

/// The languages whose words are fetched.
const FETCHED: [&str; 2] = ["zh", "ko"];
/// The languages of messages to shoppers, the first for all others.
const WORD: [&str; 4] = ["en", "ja", "zh", "ko"];
/// How long that may take, in milliseconds.
const PATIENCE_MS: i64 = 3_000;
/// How long nothing is asked for after words couldn't be had, in milliseconds:
/// who speaks another language doesn't wait for them each time.
const REST_MS: i64 = 10_000;
static RESTS_UNTIL: AtomicI64 = AtomicI64::new(0);
/// How kanji are read: a file beside the worker too, fetched with the first
/// Japanese answer.
static READINGS: OnceLock<String> = OnceLock::new();
static ELSEWHERE: [OnceLock<Words>; FETCHED.len()] = [const { OnceLock::new() }; FETCHED.len()];

/// A language's words; English for one that there are none of, or whose words
/// couldn't be had.
fn of(language: &str) -> &'static Words {
    static JAPANESE: OnceLock<Words> = OnceLock::new();
    static ENGLISH: OnceLock<Words> = OnceLock::new();
    #[cfg(test)]
    tests::bring_all();
    if language == "ja" {
        return JAPANESE.get_or_init(|| {
            Words::read(include_bytes!("../../www/texts/ja.json"), include_bytes!("../../www/texts/hosted/ja.json"))
                .and(include_bytes!("../../www/texts/channel/ja.json"))
        });
    }
    let fetched = FETCHED.iter().zip(&ELSEWHERE).find(|(name, _)| **name == language).and_then(|(_, words)| words.get());
    fetched.unwrap_or_else(|| {
        ENGLISH.get_or_init(|| {
            Words::read(include_bytes!("../../www/texts/en.json"), include_bytes!("../../www/texts/hosted/en.json"))
                .and(include_bytes!("../../www/texts/channel/en.json"))
        })
    })
}

/// Sees to it that the words of these languages are here. Where they can't be
/// had it is said in English, and tried again after a while: nobody is turned
/// away for that.
pub async fn bring(env: &Env, languages: &[&str]) {
    if READINGS.get().is_none() && languages.contains(&"ja") && door::now_ms() >= RESTS_UNTIL.load(Relaxed) {
        match timer::within(PATIENCE_MS, file(env, "readings.txt")).await {
            Some(Ok(found)) => drop(READINGS.set(String::from_utf8(found).unwrap_or_default())),
            _ => {
                RESTS_UNTIL.store(door::now_ms() + REST_MS, Relaxed);
                worker::console_error!("the readings of kanji can't be had");
            }
        }
    }
    for (name, words) in FETCHED.iter().zip(&ELSEWHERE) {
        if words.get().is_some() || !languages.contains(name) || door::now_ms() < RESTS_UNTIL.load(Relaxed) {
            continue;
        }
        match timer::within(PATIENCE_MS, fetched(env, name)).await {
            // Its twin may have come in meanwhile, with the same.
            Some(Ok(found)) => drop(words.set(found)),
            _ => {
                RESTS_UNTIL.store(door::now_ms() + REST_MS, Relaxed);
                worker::console_error!("the words of {name} can't be had");
            }
        }
    }
}

/// What is said on the phone, in a desk's language; nothing as long as that
/// couldn't be had: then a talk has what the shop wrote, and what is known.
pub async fn talk(env: &Env, language: &str) -> &'static Texts {
    static JAPANESE: OnceLock<Texts> = OnceLock::new();
    static ENGLISH: OnceLock<Texts> = OnceLock::new();
    static NONE: Texts = Texts::new();
    let (known, name) = if language == "ja" { (&JAPANESE, "desk/talk.ja.json") } else { (&ENGLISH, "desk/talk.en.json") };
    if known.get().is_none() && door::now_ms() >= RESTS_UNTIL.load(Relaxed) {
        let found = timer::within(PATIENCE_MS, file(env, name)).await.and_then(Result::ok);
        match found.and_then(|bytes| json::read(&bytes)) {
            Some(found) => drop(known.set(found)),
            None => {
                RESTS_UNTIL.store(door::now_ms() + REST_MS, Relaxed);
                worker::console_error!("the words of talks can't be had");
            }
        }
    }
    known.get().unwrap_or(&NONE)
}

/// The language of a message to whoever is spoken to in this one.
pub fn spoken(language: &str) -> &'static str {
    WORD.into_iter().find(|name| *name == language).unwrap_or("en")
}

/// What shoppers are told by mail and SMS, in one of their languages; English
/// for one that there is none of, none as long as it couldn't be had.
pub async fn word(env: &Env, language: &str) -> Option<&'static Texts> {
    static KNOWN: [OnceLock<Texts>; WORD.len()] = [const { OnceLock::new() }; WORD.len()];
    let (name, known) = WORD.iter().zip(&KNOWN).find(|(name, _)| **name == language).or_else(|| WORD.iter().zip(&KNOWN).next())?;
    if known.get().is_none() && door::now_ms() >= RESTS_UNTIL.load(Relaxed) {
        let found = timer::within(PATIENCE_MS, file(env, &["word/", name, ".json"].concat())).await.and_then(Result::ok);
        match found.and_then(|bytes| json::read(&bytes)) {
            Some(found) => drop(known.set(found)),
            None => {
                RESTS_UNTIL.store(door::now_ms() + REST_MS, Relaxed);
                worker::console_error!("the words for messages in {name} can't be had");
            }
        }
    }
    known.get()
}

/// How kanji are read, as [`faq::readings`] takes it; none as long as that
/// couldn't be had: then kana find kana only.
///
/// [`faq::readings`]: madoguchi_shared::faq::readings
pub fn readings() -> &'static str {
    READINGS.get().map_or("", String::as_str)
}

/// Whether what is said in a language is said in its own words.
pub fn are_here(language: &str) -> bool {
    FETCHED.iter().zip(&ELSEWHERE).all(|(name, words)| *name != language || words.get().is_some())
}

async fn fetched(env: &Env, language: &str) -> Result<Words, Refusal> {
    let shared = file(env, &[language, ".json"].concat()).await.map_err(worker::Error::from)?;
    let hosted = file(env, &["hosted/", language, ".json"].concat()).await.map_err(worker::Error::from)?;
    let read = |bytes: &[u8]| json::read(bytes).ok_or(Refusal::Storage);
    Ok(Words { shared: read(&shared)?, hosted: read(&hosted)? })
}

/// A file beside the worker. The crate's own call would bring all settings of
/// a request along: 8 KB.
async fn file(env: &Env, name: &str) -> Result<Vec<u8>, JsValue> {
    let files = Reflect::get(env, &"ASSETS".into())?;
    let fetch: Function = Reflect::get(&files, &"fetch".into())?.dyn_into()?;
    // Of the address only the path counts.
    let url = ["https://files/texts/", name].concat();
    let promise: Promise = fetch.call1(&files, &url.into())?.dyn_into()?;
    let answer: web_sys::Response = JsFuture::from(promise).await?.dyn_into()?;
    let bytes = JsFuture::from(answer.array_buffer()?).await?;
    Ok(Uint8Array::new(&bytes).to_vec())
}

/// All words of a language that panel and hosted page have in common; English
/// for one that there is none of.
pub fn texts(language: &str) -> &'static Texts {
    &of(language).shared
}

/// The words of the hosted page alone, which the panel doesn't carry.
pub fn hosted(language: &str) -> &'static Texts {
    &of(language).hosted
}

/// The words that notices are written in: a desk's language, of the two that
/// its own page speaks.
pub fn notice(language: &str) -> &'static Texts {
    texts(if language == "ja" { "ja" } else { "en" })
}

/// The words that the panel needs: without those of the notice. `faq` is the
/// language of its answers, which is told of where it is another. Where it
/// `keeps` searches that find nothing, that is said.
pub fn for_panel(language: &str, faq: &str, keeps: bool) -> Texts {
    let own = texts(language).iter().filter(|(key, _)| !is_notice(key) && *key != FAQ_NOTE);
    let kept = hosted(language).get(KEPT_NOTE).cloned().filter(|_| keeps);
    let notes = [(FAQ_NOTE, faq_note(language, faq)), (KEPT_NOTE, kept)];
    let notes = notes.into_iter().filter_map(|(key, note)| Some((key.to_owned(), note?)));
    own.map(|(key, word)| (key.clone(), word.clone())).chain(notes).collect()
}

const FAQ_NOTE: &str = "home.faq_note";
/// A panel that doesn't say this sends no words. It lies with the hosted page's,
/// so that no other shop's panel carries it.
const KEPT_NOTE: &str = "home.kept";

/// That the answers are in another language than the page, and in which.
pub fn faq_note(language: &str, faq: &str) -> Option<String> {
    if language == faq {
        return None;
    }
    texts(language).get(FAQ_NOTE).map(|note| note.replace("{language}", &name(faq)))
}

/// A language as its speakers call it; one without words by its code.
pub fn name(language: &str) -> String {
    let known = of(language).hosted.get("page.language").filter(|_| language == "en" || !std::ptr::eq(of(language), of("en")));
    known.cloned().unwrap_or_else(|| language.to_ascii_uppercase())
}

/// Whether a key is a notice's or a channel's, which no shopper reads.
fn is_notice(key: &str) -> bool {
    ["notice.", "urgency.", "channel.", "advice."].iter().any(|group| key.starts_with(group))
}

#[cfg(test)]
mod tests {
    use super::*;
    use madoguchi_shared::api::Advice;
    use madoguchi_shared::day::Day;
    use madoguchi_shared::money::{Currency, Money};
    use madoguchi_shared::notice::ROWS;
    use madoguchi_shared::order_policy::{Answer, Condition, Payer, Reason, Verdict, Want, words};
    use madoguchi_shared::ticket::Outcome;
    use madoguchi_shared::topic::Phase;
    use madoguchi_shared::{Instant, Topic, holiday};
    use std::collections::BTreeMap;

    /// The languages that shoppers are spoken to in.
    const ALL: [&str; 4] = ["ja", "en", "zh", "ko"];

    /// What is fetched where it runs.
    pub(super) fn bring_all() {
        let files: [(&[u8], &[u8]); FETCHED.len()] = [
            (include_bytes!("../../www/texts/zh.json"), include_bytes!("../../www/texts/hosted/zh.json")),
            (include_bytes!("../../www/texts/ko.json"), include_bytes!("../../www/texts/hosted/ko.json")),
        ];
        for (words, (shared, hosted)) in ELSEWHERE.iter().zip(files) {
            words.get_or_init(|| Words::read(shared, hosted));
        }
    }

    /// What is missing, too much or filled in otherwise than in Japanese, in
    /// words that say where it has to be mended.
    fn faults(file: &str, language: &str, own: &Texts, first: &Texts) -> Vec<String> {
        let at = |what: &str, key: &str| format!("{file}{language}.json {what}: {key}");
        let of = |texts: &Texts| texts.iter().map(|(key, text)| (key.clone(), text.clone())).collect::<BTreeMap<_, _>>();
        let (words, first) = (of(own), of(first));
        let carried = |key: &str| matches!(language, "ja" | "en") || !is_notice(key);
        let mut found = Vec::new();
        for (key, text) in first.iter().filter(|(key, _)| carried(key)) {
            match words.get(key) {
                None => found.push(at("lacks", key)),
                Some(own) if places(own) != places(text) => found.push(at("fills in otherwise", key)),
                Some(own) if own.is_empty() != text.is_empty() => found.push(at("says nothing", key)),
                Some(own) if language != "ja" && own.chars().any(|c| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ')) => {
                    found.push(at("has kana", key));
                }
                Some(_) => {}
            }
        }
        found.extend(words.keys().filter(|key| !(first.contains_key(*key) && carried(key))).map(|key| at("has too much", key)));
        if own.iter().count() != words.len() {
            found.push(at("says something twice", "?"));
        }
        found
    }

    /// The `{names}` in a text, in order of the alphabet.
    fn places(text: &str) -> Vec<&str> {
        let mut names: Vec<_> = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Each language has the words of the others: this is the list of what has
    /// to be written where something was added in Japanese.
    #[test]
    fn every_language_says_all_that_the_others_say() {
        let mut found = Vec::new();
        // In Japanese a holiday is called as it is.
        let day = |year| (Day::from_civil(year, 1, 1).unwrap(), Day::from_civil(year, 12, 31).unwrap());
        let holidays = (2020..2040).map(day).flat_map(|(first, last)| holiday::between("JP", first, last));
        let holidays = holidays.map(|(_, name)| (["holiday.", name].concat(), name.to_owned()));
        let any = [("day.holiday".to_owned(), "祝日".to_owned())];
        let and = |first: &Texts, more: &[(String, String)]| {
            first.iter().map(|(key, text)| (key.clone(), text.clone())).chain(more.iter().cloned()).collect::<Texts>()
        };
        let firsts = (and(texts("ja"), &any), and(hosted("ja"), &holidays.collect::<Vec<_>>()));
        for language in ALL {
            let (shared, own) = if language == "ja" { (texts("ja"), hosted("ja")) } else { (&firsts.0, &firsts.1) };
            found.extend(faults("", language, texts(language), shared));
            found.extend(faults("hosted/", language, hosted(language), own));
        }
        assert!(found.is_empty(), "\n{}", found.join("\n"));
        let own = ALL.map(|language| texts(language).get("form.name").unwrap());
        assert_eq!(own, ["お名前", "Name", "姓名", "이름"], "each is its own");
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let of = |pairs: &[(&str, &str)]| pairs.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect::<Texts>();
        let first = of(&[("a", "{day}まで"), ("b", "送る"), ("c", "戻る"), ("notice.x", "要件")]);
        let own = of(&[("a", "截至{time}"), ("b", "送る"), ("d", "返回")]);
        assert_eq!(
            faults("", "zh", &own, &first),
            ["zh.json fills in otherwise: a", "zh.json has kana: b", "zh.json lacks: c", "zh.json has too much: d"]
        );
        assert_eq!(faults("", "en", &of(&[("notice.x", "")]), &of(&[("notice.x", "要件")])), ["en.json says nothing: notice.x"]);
    }

    #[test]
    fn there_are_words_for_all_that_shared_names() {
        let topics = Topic::ALL.iter().map(|topic| format!("topic.{}", topic.slug()));
        let rows = ROWS.iter().map(|row| format!("notice.{row}"));
        for key in topics.chain(rows) {
            assert!(texts("ja").get(&key).is_some(), "{key}");
        }
        for key in Outcome::ALL.iter().map(|outcome| outcome.key()).chain(Phase::ALL.iter().map(|phase| phase.key())) {
            assert!(texts("ja").get(key).is_some(), "{key}");
        }
        for key in Reason::ALL.iter().map(|reason| format!("policy.{}", reason.as_str())) {
            assert!(texts("ja").get(&key).is_some(), "{key}");
        }
        for key in Advice::ALL.iter().map(|advice| format!("advice.{}", advice.as_str())) {
            assert!(texts("ja").get(&key).is_some(), "{key}");
        }
        assert!(ALL.iter().all(|language| for_panel(language, language, true).iter().all(|(key, _)| !key.starts_with("notice."))));
    }

    #[test]
    fn a_language_without_words_is_spoken_to_in_english_and_a_desk_in_one_of_two() {
        assert_eq!(texts("fr").get("form.name"), texts("en").get("form.name"));
        let row = |language| notice(language).get("notice.matter").map(String::as_str);
        assert_eq!(["ja", "en", "zh", "fr"].map(row), [Some("要件"), Some("Request"), Some("Request"), Some("Request")]);
    }

    #[test]
    fn answers_in_another_language_are_told_of() {
        let note = |language, faq| for_panel(language, faq, false).get(FAQ_NOTE).cloned();
        assert_eq!((note("ja", "ja"), note("zh", "zh")), (None, None));
        assert_eq!(note("zh", "ja").as_deref(), Some("常见问题目前仅提供日本語版本。"));
        assert_eq!(note("ko", "en").as_deref(), Some("자주 묻는 질문은 현재 English로만 제공됩니다."));
        assert_eq!(note("ja", "fr").as_deref(), Some("よくあるご質問は、ただいまFRでのみご用意しています。"));
        for language in ALL {
            let kept = |keeps| for_panel(language, language, keeps).get(KEPT_NOTE).is_some_and(|note| !note.is_empty());
            assert_eq!((kept(true), kept(false)), (true, false), "{language}");
        }
    }

    #[test]
    fn the_hosted_pages_words_stand_there_alone_and_dates_are_whole() {
        assert!(hosted("ja").iter().count() > 30);
        assert!(hosted("ja").iter().all(|(key, _)| texts("ja").get(key).is_none()), "what the panel has too stands with its words");
        let values = |key: &str| ALL.map(|language| hosted(language).get(key).map_or(0, |words| words.split(',').count()));
        assert_eq!((values("date.weekdays"), values("date.months")), ([7; 4], [12; 4]));
    }

    #[test]
    fn every_answer_of_the_order_policy_has_words_in_every_language() {
        let money = Money { amount: 1_100, currency: Currency::JPY };
        let (until, fee, days) = (Some(Instant::default()), Some(money), Some(8));
        for language in ALL {
            for (want, reason) in Want::ALL.iter().flat_map(|want| Reason::ALL.map(|reason| (*want, reason))) {
                for (condition, postage) in [(Condition::Unused, Payer::Customer), (Condition::Unopened, Payer::Shop)] {
                    let (condition, postage) = (Some(condition), Some(postage));
                    let answer = Answer { want, verdict: reason.verdict(), reason, fee, until, days, condition, postage };
                    let said = words(&answer, texts(language), &|_| "14:00".to_owned());
                    assert!(!said.contains(['{', '}', '_']) && !said.contains("policy."), "{said}");
                    // A time or fee that is known is said; one that isn't is not asked for.
                    let form = texts(language).get(&format!("policy.{}", reason.as_str())).unwrap();
                    let asks = |what: &str| form.contains(what);
                    assert_eq!(asks("{until}"), matches!(reason, Reason::UntilCutoff | Reason::WithinDays), "{form}");
                    let costs = reason.verdict() == Verdict::Yes || matches!(reason, Reason::ShippingUnknown | Reason::DeliveryUnknown);
                    assert_eq!(asks("{fee}"), costs, "{form}");
                }
            }
        }
    }
}
