//! Words with which people say that it can't wait.

use super::plain::{Text, plain, table, without};
use std::sync::OnceLock;

/// Why a text can't wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Somebody was hurt, or may be.
    Danger,
    /// They say that they are in a hurry.
    Haste,
    /// It is about today or tomorrow.
    Deadline,
    /// They are angry, or go to others about it.
    Complaint,
}

/// The signals in `text`, the gravest first. They raise the urgency, never
/// lower it. Linear in the text.
pub fn signals(text: &str) -> Vec<Signal> {
    let Tables { ordinary, rows } = tables();
    let text = without(plain(text), ordinary);
    let due = due(&text);
    let text = Text::new(text);
    let found = rows.iter().filter(|(signal, phrases)| text.holds(phrases) || (*signal == Signal::Deadline && due));
    found.map(|(signal, _)| *signal).collect()
}

/// The tables in their plain form.
struct Tables {
    ordinary: String,
    rows: Vec<(Signal, String)>,
}

/// Made once: they are longer than most messages.
fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables {
        ordinary: table(ORDINARY),
        rows: TABLE.iter().map(|(signal, phrases)| (*signal, table(phrases))).collect(),
    })
}

/// Ways of writing that hold a signal's words and mean nothing by them.
const ORDINARY: &str = "お急ぎ便|特急便|急ぎではあ|急ぎではな|急ぎじゃ|急ぎでな|急ぎませ|急いでいませ|急いでおりませ|急いでな|急いではい|急いではお|緊急ではあ|緊急ではな|緊急じゃ|緊急性は|\
    至急ではあ|至急ではな|クレームではあ|クレームではな|クレームじゃ|クレームとかじゃ|お急ぎでない|お急ぎの場合|不急|本日届|今日届|今日注文|本日注文|\
    not urgent|isnt urgent|nothing urgent|no rush|not in a hurry|no hurry|\
    不急|不着急|不太急|不紧急|不是投诉|급하지 않|급하진 않|급한 건 아|긴급하지|긴급한 건 아|클레임은 아|컴플레인은 아";

const TABLE: &[(Signal, &str)] = &[
    (
        Signal::Danger,
        "発火|出火|火が出|煙が|発煙|焦げ|爆発|破裂|感電|火花|やけどし|やけどを|火傷|怪我をし|怪我しま|怪我した|けがをし|けがしま|ケガをさ|怪我をさ|出血|血が出|アレルギー反応|アレルギーが出ま|アレルギーが出た|アレルギー症状|アナフィラキシー|\
         じんましん|蕁麻疹|発疹|腫れて|赤くなって|かぶれま|かぶれて|誤飲|飲み込ん|救急|病院に行|病院へ行|病院に運|異物|食中毒|嘔吐|吐いて|椅子から落|転落し|ガス漏れ|異臭|\
         on fire|caught fire|sparks|sparking|is smoking|started smoking|smoke coming|burned my|burnt my|got burned|injured|hurt my|got hurt|bleeding|allergic reaction|broke out in|went to hospital|taken to hospital|to the er|electric shock|exploded|swallowed|\
         着火|冒烟|爆炸|触电|烫伤|受伤|流血|过敏反应|过敏了|起疹|红肿|误食|误吞|送医|去了医院|异物|\
         불이 났|불이 붙|연기가|폭발|감전|화상을|다쳤|다쳐|출혈|피가 나|피가 났|알레르기 반응|두드러기|발진|삼켰|이물질|식중독|구토|응급실|병원에",
    ),
    (
        Signal::Haste,
        "至急|緊急|急ぎで|急ぎま|急ぎの|お急ぎ|急いで|大急ぎ|早急|一刻も早|ただちに|直ちに|今すぐ|いますぐ|すぐに連絡|すぐ連絡|すぐに電話|すぐ電話|すぐに止め|すぐ止め|すぐに対応|すぐ対応|すぐにご連絡|すぐご連絡|すぐに返|すぐ来て|すぐ送|すぐに送|\
         時間がありません|時間がない|時間がなく|しきゅう|urgent*|asap|immediately|right away|right now|straight away|emergency|in a hurry|it now|me now|as soon as possible|\
         紧急|加急|尽快|马上|立刻|立即|赶紧|急用|急需|很急|着急|급해|급합니다|급하게|급히|긴급|시급|최대한 빨리|빨리 연락|빨리 전화|빨리 처리|당장|지금 바로|즉시|서둘러",
    ),
    (
        Signal::Deadline,
        "本日中|今日中|きょうじゅう|今日じゅう|明日中|今日まで|本日まで|明日まで|明日必要|明日使|今日使|今日必要|今夜|本日が|本日の出荷|今日の出荷|本日出荷|今日出荷|今日発送|本日発送|間に合わせ|間に合わな|間に合いませ|間に合うように|\
         call me today|today please|by today|need it today|ships today|today if|before noon|tonight|by tomorrow|for tomorrow|tomorrow morning|need it tomorrow|this afternoon|end of day|by the end of today|\
         今天之内|今天内|今日内|今天必须|今天就要|明天之前|明天就要|明天要用|今晚|来不及|赶不上|오늘 중|오늘 안에|오늘까지|오늘 내로|오늘 꼭|오늘 필요|내일까지|내일 중|내일 필요|오늘 밤",
    ),
    (
        Signal::Complaint,
        "クレーム|消費者センター|消費生活センター|国民生活センター|消費者庁|弁護士|訴訟|訴えま|法的措置|法的手段|警察に|責任者を|責任者から|責任者に|責任者と|責任とる|責任を取|責任取|誠意|いい加減にし|いいかげんにし|どういうことです|どういうことか|どうなってるんです|どうなっているんです|ふざけ|ありえない|あり得ない|\
         許せ|許しませ|納得でき|納得いき|恥をか|詐欺|待たせるん|待たせるの|いつまで待|返金しろ|口コミに書|lawyer|legal action|sue you|small claims|trading standards|consumer protection|scam|fraud|unacceptable|disgrace*|ridiculous|chargeback|to my bank|\
         投诉|消费者协会|消协|律师|起诉|报警|骗子|欺诈|太过分|无法接受|클레임|컴플레인|소비자원|소비자보호|변호사|법적 조치|신고하|신고할|사기꾼|사기당|사기 아|책임자|어이가 없|어이없|납득이",
    ),
];

/// A day that is near, followed by what has to happen by then.
fn due(text: &str) -> bool {
    NEAR.iter().any(|(near, needs)| {
        text.match_indices(near).any(|(at, _)| {
            let rest = text.get(at + near.len()..).unwrap_or_default();
            let end = rest.char_indices().nth(WITHIN).map_or(rest.len(), |(end, _)| end);
            rest.get(..end).is_some_and(|rest| needs.split('|').any(|need| rest.contains(need)))
        })
    })
}

const NEAR: &[(&str, &str)] = &[
    ("今日", TODAY),
    ("本日", TODAY),
    ("きょう", TODAY),
    ("明日", TOMORROW),
    ("明後日", TOMORROW),
    ("明朝", TOMORROW),
    ("あした", TOMORROW),
    (" today ", ENGLISH),
    (" tomorrow ", ENGLISH),
];
const TODAY: &str = "間に合|までに|必要|ないと困|ないと他|止めて|締切|締め切|出発|旅行|お通夜|葬儀|本番";
/// A wish for tomorrow can't wait either: its day is as good as today's.
const TOMORROW: &str = "間に合|までに|必要|ないと|止めて|締切|締め切|出発|旅行|お通夜|葬儀|本番|届けて|お願い|希望|なってるんですが";
const ENGLISH: &str = " need | before | or else | leaving | otherwise ";
/// How many characters may lie between the two.
const WITHIN: usize = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_wait() {
        use Signal::{Complaint, Danger, Deadline, Haste};
        for (text, signal) in [
            ("至急ご連絡ください", Haste),
            ("大至急！", Haste),
            ("急いでいます", Haste),
            ("今すぐ止めて", Haste),
            ("ＡＳＡＰ", Haste),
            ("This is URGENT.", Haste),
            ("本日中にお返事ください", Deadline),
            ("明日の式までに必要です", Deadline),
            ("明日の朝届けてもらえますか", Deadline),
            ("このままでは間に合わないです", Deadline),
            ("please call me today", Deadline),
            ("充電中に火が出ました", Danger),
            ("子どもがケガをしました。怪我をしています", Danger),
            ("アレルギー反応が出ました", Danger),
            ("It caught fire", Danger),
            ("消費者センターに相談します", Complaint),
            ("クレームです", Complaint),
            ("This is unacceptable", Complaint),
            ("请尽快回复，我很着急", Haste),
            ("紧急！", Haste),
            ("급해요, 빨리 연락 주세요", Haste),
            ("최대한빨리 부탁드립니다", Haste),
            ("今天之内能联系我吗", Deadline),
            ("明天就要用了，来不及", Deadline),
            ("오늘 중으로 전화 주세요", Deadline),
            ("充电器冒烟了", Danger),
            ("충전기에서 연기가 나요", Danger),
            ("我要投诉", Complaint),
            ("소비자원에 신고하겠습니다", Complaint),
        ] {
            assert!(signals(text).contains(&signal), "{text}");
        }
    }

    #[test]
    fn ordinary_words_are_no_signals() {
        for text in [
            "",
            "急ぎではありません",
            "急ぎませんので、いつでも",
            "緊急ではないです",
            "お急ぎ便は使えますか",
            "特急便の料金を教えてください",
            "クレームではありませんが、少し気になりました",
            "Not urgent, whenever you can",
            "なるべく早くお返事いただけると助かります",
            "今日届いた商品の領収書をお願いします",
            "本日注文しました。よろしくお願いします",
            "アレルギー成分は入っていますか",
            "みたいやけど、どうなってますか",
            "When will it arrive, today or tomorrow?",
            "不急，方便的时候回复就行",
            "请问今天能发货吗",
            "成分里有没有容易过敏的",
            "급하지 않아요, 천천히 답변 주세요",
            "사기 전에 문의드립니다",
            "고소한 맛인가요",
            "알레르기 성분이 들어 있나요",
        ] {
            assert!(signals(text).is_empty(), "{text} {:?}", signals(text));
        }
    }

    #[test]
    fn a_phrase_is_never_hidden_by_an_ordinary_one() {
        for (_, phrases) in TABLE {
            for phrase in table(phrases).split('|') {
                assert_eq!(without(phrase.to_owned(), &table(ORDINARY)), phrase);
            }
        }
    }
}
