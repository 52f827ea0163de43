// The page's words in two languages, and how it writes times.

const WORDS = {
  ja: {
    language: "English",
    loading: "読み込んでいます…",
    page: (id) => `店舗への取次 ${id}`,
    title: "受付窓口からの確認", urgent: "至急",
    due: (when) => `${when} までにご回答ください`, no_due: "期限はありません",
    left: (time) => `残り ${time}`, late: (time) => `${time}過ぎています`, late_now: "期限を過ぎました",
    asked_by: (name, when) => `${name ? `${name} ・ ` : ""}${when}`,
    notice: "お問い合わせの内容", notes: "これまでのメモ", from: { desk: "受付窓口", shop: "店舗" },
    answer: "回答する", by: "お名前（任意）",
    return: "窓口に回答する", return_hint: "お客様へは、受付窓口からご案内します。", return_note: "回答", return_send: "回答を送る",
    close: "当店で対応して終了する", close_hint: "受付窓口からお客様へのご連絡は、行いません。",
    outcome: "対応の結果", close_note: "内容（任意）", close_send: "終了する", choose: "選んでください",
    outcomes: {
      forwarded: "当店が引き続き対応する", solved: "解決した", order_changed: "注文を変更した", order_cancelled: "注文を取り消した",
      order_taken: "注文を受けた", refunded: "返金した", replaced: "交換品・不足分を送った", no_action: "対応は不要だった", duplicate: "ほかの受付と同じ内容だった",
    },
    note: "メモだけ残す", note_hint: "取次は、そのまま続きます。", note_text: "メモ", note_send: "メモを残す",
    required: "入力してください。", choose_one: "どれかを選んでください。",
    sending: "送信しています…", noted: "メモを残しました。",
    unsent: "送信を確認できませんでした。通信の状態を確かめて、もう一度送ってください。二重にはなりません。", send_again: "もう一度送る",
    changed: "送信の前に、ほかの更新がありました。最新の内容を確かめてから、もう一度送ってください。入力した内容は残っています。",
    full: "メモは、これ以上残せません。", too_many: (s) => `ただいま混み合っています。${s}秒ほどしてから、もう一度送ってください。`,
    failed: (code) => `受け付けられませんでした（${code}）。`,
    typed: "入力していた内容", look_again: "もう一度読み込む",
    over: {
      dead: ["このリンクは使えません", "すでに回答が済んだか、窓口が取次を終えています。リンクが途中で切れていることもあります。続きがあるときは、新しいリンクが届きます。"],
      missing: ["リンクから開いてください", "この画面は、取次のお知らせにあるリンクから開きます。"],
      returned: ["回答を送りました", "受付窓口が、お客様へご案内します。この画面は閉じてかまいません。"],
      closed: ["この件を終了しました", "受付窓口に、終了を伝えました。この画面は閉じてかまいません。"],
      offline: ["読み込めませんでした", "通信の状態を確かめて、もう一度読み込んでください。"],
      busy: ["ただいま混み合っています", "しばらくしてから、もう一度読み込んでください。"],
    },
    days: (d, h) => `${d}日${h ? `${h}時間` : ""}`, hours: (h, m) => `${h}時間${m ? `${m}分` : ""}`, minutes: (m) => `${m}分`, moment: "1分未満",
  },
  en: {
    language: "日本語",
    loading: "Loading…",
    page: (id) => `Handed to the shop: ${id}`,
    title: "A question from the desk", urgent: "Urgent",
    due: (when) => `Please answer by ${when}`, no_due: "No deadline",
    left: (time) => `${time} left`, late: (time) => `${time} late`, late_now: "Late",
    asked_by: (name, when) => `${name ? `${name}, ` : ""}${when}`,
    notice: "The request", notes: "Remarks so far", from: { desk: "Desk", shop: "Shop" },
    answer: "Your answer", by: "Your name (optional)",
    return: "Answer the desk", return_hint: "The desk tells the shopper.", return_note: "Answer", return_send: "Send the answer",
    close: "Close it: the shop has dealt with it", close_hint: "The desk won’t contact the shopper about it.",
    outcome: "What came of it", close_note: "Details (optional)", close_send: "Close", choose: "Choose one",
    outcomes: {
      forwarded: "The shop goes on with it", solved: "Solved", order_changed: "The order was changed", order_cancelled: "The order was cancelled",
      order_taken: "An order was taken", refunded: "Refunded", replaced: "A replacement or missing piece was sent", no_action: "Nothing was to be done", duplicate: "The same as another request",
    },
    note: "Only leave a remark", note_hint: "It stays handed to the shop.", note_text: "Remark", note_send: "Leave the remark",
    required: "Please fill this in.", choose_one: "Please choose one.",
    sending: "Sending…", noted: "Your remark is there.",
    unsent: "No confirmation came. Check your connection and send it again; it won’t count twice.", send_again: "Send again",
    changed: "Something changed before this was sent. Check it as it is now, then send again. What you typed is still here.",
    full: "No more remarks fit in.", too_many: (s) => `Too many requests just now. Please send it again in about ${s} seconds.`,
    failed: (code) => `Not accepted (${code}).`,
    typed: "What you had typed", look_again: "Load again",
    over: {
      dead: ["This link can’t be used", "It has been answered already, or the desk has taken it back. Part of the link may also be missing. If there is more to ask, a new link comes."],
      missing: ["Please open it by its link", "This page opens by the link in the message that told you."],
      returned: ["Your answer is sent", "The desk tells the shopper. You can close this page."],
      closed: ["It is closed", "The desk knows. You can close this page."],
      offline: ["It could not be loaded", "Check your connection and load it again."],
      busy: ["Too many requests just now", "Please load it again in a while."],
    },
    days: (d, h) => `${d} d${h ? ` ${h} h` : ""}`, hours: (h, m) => `${h} h${m ? ` ${m} min` : ""}`, minutes: (m) => `${m} min`, moment: "under 1 min",
  },
};

const wanted = new URLSearchParams(location.search).get("lang") ?? navigator.language;
export const lang = /^ja\b/i.test(wanted) ? "ja" : "en";
export const words = WORDS[lang];

/** A length of time in whole minutes, rounded down. */
export function span(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return words.moment;
  if (minutes < 60) return words.minutes(minutes);
  if (minutes < 1440) return words.hours(Math.floor(minutes / 60), minutes % 60);
  return words.days(Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60));
}

/** Writes moments by the clocks of `zone`. */
export function clock(zone) {
  const form = new Intl.DateTimeFormat(lang, { timeZone: zone, month: "short", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  return (at) => form.format(new Date(at));
}
