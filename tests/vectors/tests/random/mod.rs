//! Random questions, the same at every run: made of pieces that meet in real
//! input, since evenly random characters would all be refused at once.

use serde_json::{Value, json};

/// How many texts are made, each put to one rule or several.
const TEXTS: usize = 5_000;

/// Rules that read a bare text.
const FIELDS: [&str; 18] = [
    "fold",
    "email",
    "name",
    "order_number",
    "line",
    "paragraph",
    "page_url",
    "slug",
    "key",
    "ticket_number",
    "topic",
    "instant",
    "day",
    "time_of_day",
    "tracking",
    "escape",
    "topic_suggestion",
    "urgency_signals",
];

const PIECES: [&str; 78] = [
    "0",
    "1",
    "7",
    "９",
    "０",
    "12",
    "2026",
    "090",
    "０３",
    "0120",
    "+81",
    "＋８１",
    "(0)",
    "（",
    "）",
    "-",
    "ー",
    "－",
    "−",
    "–",
    "〜",
    "ｰ",
    " ",
    "　",
    "\u{A0}",
    "\u{200B}",
    "\u{202E}",
    "\u{FEFF}",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{7}",
    ":",
    "/",
    "T",
    "Z",
    "+09:00",
    "-11-",
    "24:00",
    ".",
    "@",
    "＠",
    "example.jp",
    "https://",
    "?q=",
    "#",
    "＃",
    "KB",
    "ｶﾞ",
    "ﾊﾟ",
    "か\u{3099}",
    "ガ",
    "山田",
    "花子",
    "送料",
    "注文",
    "届く",
    "いつ",
    "キャンセル",
    "領収書",
    "至急",
    "returns",
    "size_fit",
    "İ",
    "ß",
    "é",
    "e\u{301}",
    "𠮷",
    "👩‍👧",
    "①",
    "㈱",
    "㌔",
    "ｱｲ",
    "398508123451",
    "届かない",
    "<!channel>",
    "[To:1]",
];

const COUNTRIES: [&str; 5] = ["JP", "US", "GB", "KR", "ZW"];
const ZONES: [&str; 4] = ["tokyo", "sydney", "st_johns", "kiritimati"];
const CALENDARS: [&str; 4] = ["weekdays", "always", "sunday_night", "never"];

/// The questions: a rule, and the JSON that it is given.
pub fn questions() -> Vec<(&'static str, String)> {
    let mut dice = Dice(0x6d61_646f_6775_6368);
    let mut questions = Vec::new();
    let mut ask = |rule, given: Value| questions.push((rule, given.to_string()));
    for round in 0..TEXTS {
        let text = dice.text(8);
        ask(FIELDS[round % FIELDS.len()], json!(text));
        ask(FIELDS[dice.below(FIELDS.len())], json!(text));
        match round % 5 {
            0 => ask("phone", json!({"text": dice.number(), "country": dice.one_of(&COUNTRIES)})),
            1 => ask("search", json!({"query": text, "entries": 1 + dice.below(24)})),
            2 => ask("search", json!({"query": dice.text(3), "sku": "KB-1"})),
            3 => ask("phone", json!({"text": text})),
            _ => ask("ticket_number_made", json!(dice.next())),
        }
        let (zone, calendar, at) = (dice.one_of(&ZONES), dice.one_of(&CALENDARS), dice.moment());
        match round % 10 {
            0 => ask("zone_local", json!({"zone": zone, "at": at})),
            1 => ask("calendar", json!({"zone": zone, "calendar": calendar, "at": at, "minutes": dice.below(3_000)})),
            2 => ask("windows", dice.desk(zone, calendar, &at)),
            3 => ask("draft", json!({"now": at, "draft": dice.draft()})),
            4 => ask("notice_text", json!({"now": at, "draft": dice.draft()})),
            5 => ask("next_try", json!({"zone": zone, "calendar": calendar, "now": at})),
            _ => {}
        }
    }
    questions
}

/// Marsaglia's xorshift: no crate's version can change what is asked.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap() % end
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn text(&mut self, most: usize) -> String {
        (0..self.below(most + 1)).map(|_| self.one_of(&PIECES)).collect()
    }

    /// Mostly like a phone number.
    fn number(&mut self) -> String {
        let start = self.one_of(&["090", "０８０", "03", "+81 ", "+1 ", "0120", "050", "0467", "02", ""]);
        let digits: Vec<String> =
            (0..6 + self.below(6)).map(|_| self.one_of(&["1", "2", "５", "0", "9", "-", " ", "ー"]).to_owned()).collect();
        format!("{start}{}", digits.concat())
    }

    /// Between 2026 and 2028, in seconds, or rarely far away.
    fn moment(&mut self) -> String {
        let seconds = self.below(2 * 366 * 86_400);
        let (day, second) = (seconds / 86_400, seconds % 86_400);
        let year = if self.below(50) == 0 { self.one_of(&["1970", "2000", "9999"]) } else { self.one_of(&["2026", "2027"]) };
        let (month, day) = (1 + day / 28 % 12, 1 + day % 28);
        format!("{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", second / 3_600, second / 60 % 60, second % 60)
    }

    fn desk(&mut self, zone: &str, calendar: &str, now: &str) -> Value {
        json!({
            "zone": zone, "calendar": calendar, "now": now, "length": self.one_of(&[15, 45, 60, 90, 480]),
            "lead": self.below(2_000), "horizon": 1 + self.below(30), "places": self.below(3), "taken": {now: 1}, "start": self.moment(),
        })
    }

    /// A draft that passes about as often as not.
    fn draft(&mut self) -> Value {
        let mut draft = json!({
            "topic": "defect", "name": "山田 花子", "reply": "phone", "phone": "０９０ー１２３４ー５６７８", "email": "hana@example.jp", "window": "asap",
            "order_number": "＃KB-1024", "product": {"name": "リネンシャツ", "sku": "KB-1"}, "quantity": "２", "symptom": "縫い目がほつれている",
            "solution": "交換", "address": "東京都千代田区1-1", "message": "よろしく", "page": "https://shop.example/p/1?x", "language": "ja-JP",
            "consent": "2026-11",
        });
        draft["topic"] = self.one_of(&["defect", "size_fit", "order_cancel", "receipt", "other", "payment_error"]).into();
        draft["reply"] = self.one_of(&["phone", "phone", "email", "none"]).into();
        for _ in 0..self.below(3) {
            let field =
                self.one_of(&["name", "phone", "email", "order_number", "quantity", "symptom", "address", "message", "page", "language"]);
            draft[field] = self.text(12).into();
        }
        draft
    }
}
