// The page's words in two languages, and how it writes times.

const WORDS = {
  ja: {
    title: (urgent, open) => `${urgent ? `至急${urgent} ` : ""}(${open}) 受付一覧`,
    sign_in: "サインイン", sign_out: "サインアウト", desk: "受付窓口の名前", token: "トークン",
    token_hint: "このタブを閉じるまで保存されます。",
    refused: "サインインできませんでした。窓口の名前とトークンを確かめてください。",
    urgent: "至急", normal: "通常", elsewhere: "店舗に引継ぎ・営業", closed: "終了した受付", empty: "待っている受付はありません。",
    count: (n) => `${n}件`,
    open: (urgent, open) => `受付中 ${open}件(至急 ${urgent}件)`,
    live: "接続中", connecting: "接続しています…", waiting: "切断:表示が古いかもしれません", reconnect: "再接続",
    keys: "j・k または ↑↓ で受付を移動、Tab でボタンへ。",
    new: "新着", calling: "架電中", retrying: "再架電待ち", handed: "店舗に引継ぎ", set_aside: "営業",
    robot: { trap_filled: "自動送信の疑い", unproven: "本人操作を確認できず", filled_in_haste: "営業（入力が速すぎます）" },
    done: "完了", cancelled: "お客様が取消", unreached: "不通で終了", erased: "消去済み",
    received: (when) => `${when} 受付`,
    act_start_call: "架電を始める", act_put_back: "受付に戻す",
    act_reached: "通話できた(完了)", act_answered: "対応した(完了)", act_no_answer: "応答なし", act_give_up: "不通として終了", more: "その他",
    again: "もう一度送る", sending: "送信しています…",
    unsent: "送信を確認できませんでした。もう一度送っても二重にはなりません。",
    changed: "送信中に更新がありました。最新の内容を確かめてください。",
    refusals: {
      stale: "先に別の更新がありました。最新の内容を確かめてから、もう一度選んでください。",
      ended: "すでに終了しています。最新の内容に更新しました。",
      not_now: "今の状態ではできません。最新の内容に更新しました。",
      no_call: "折返し電話のご希望がない受付です。",
      full: "これ以上は記録できません。",
    },
    failed: (what) => `受け付けられませんでした(${what})。`,
    left: (time) => `残り ${time}`, over: (time) => `${time}超過`, over_now: "期限を過ぎました", no_limit: "期限なし",
    met: "期限内に架電済み", met_late: (time) => `${time}遅れで架電済み`,
    until: (when) => `${when} まで`, between: (from, to) => `${from}–${to}`, early: (when) => `${when} から架電`, next: (when) => `次の架電 ${when}`,
    attempt: { reached: "通話", no_answer: "応答なし", busy: "話し中", voicemail: "留守番電話", wrong_number: "番号違い" }, attempts: "架電の記録",
    copy: "コピー", copied: "コピーしました",
    said_new: (what) => `新着:${what}`,
    said_many: (n) => `${n}件の更新`,
    said_cancelled: (id, shop) => `お客様が取り消しました:${id}(${shop})`,
    said_done: (id) => `記録しました:${id}`,
    said_missing: (id) => `${id} は一覧にありません。`,
    days: (d, h) => `${d}日${h ? `${h}時間` : ""}`, hours: (h, m) => `${h}時間${m ? `${m}分` : ""}`, minutes: (m) => `${m}分`, moment: "1分未満",
  },
  en: {
    title: (urgent, open) => `${urgent ? `${urgent} urgent ` : ""}(${open}) Desk`,
    sign_in: "Sign in", sign_out: "Sign out", desk: "Desk’s name", token: "Token",
    token_hint: "Kept until you close this tab.",
    refused: "Could not sign in. Check the desk’s name and the token.",
    urgent: "Urgent", normal: "Normal", elsewhere: "With the shop, or set aside", closed: "Closed", empty: "Nobody is waiting.",
    count: (n) => `${n}`,
    open: (urgent, open) => `${open} open, ${urgent} urgent`,
    live: "Live", connecting: "Connecting…", waiting: "Offline: this list may be out of date", reconnect: "Reconnect",
    keys: "j and k or ↑ ↓ move among tickets, Tab goes to the buttons.",
    new: "New", calling: "Calling now", retrying: "To be called again", handed: "With the shop", set_aside: "Sales pitch",
    robot: { trap_filled: "Sent by a robot?", unproven: "Not shown to be a person", filled_in_haste: "Sales pitch (typed too fast)" },
    done: "Done", cancelled: "Cancelled by the shopper", unreached: "Closed, not reached", erased: "Erased",
    received: (when) => `received ${when}`,
    act_start_call: "Start the call", act_put_back: "Put back",
    act_reached: "Called, reached", act_answered: "Dealt with", act_no_answer: "No answer", act_give_up: "Close as unreached", more: "More",
    again: "Send again", sending: "Sending…",
    unsent: "No confirmation came. Sending it again will not record it twice.",
    changed: "It changed while this was being sent. Check the ticket as it is now.",
    refusals: {
      stale: "Something changed first. Check the ticket as it is now, then choose again.",
      ended: "It has come to its end. The ticket is up to date now.",
      not_now: "Not possible in its present state. The ticket is up to date now.",
      no_call: "No call was asked for.",
      full: "No more can be recorded here.",
    },
    failed: (what) => `Not accepted (${what}).`,
    left: (time) => `${time} left`, over: (time) => `${time} overdue`, over_now: "Overdue", no_limit: "No deadline",
    met: "Called in time", met_late: (time) => `Called ${time} late`,
    until: (when) => `by ${when}`, between: (from, to) => `${from}–${to}`, early: (when) => `Call from ${when}`, next: (when) => `Next call ${when}`,
    attempt: { reached: "reached", no_answer: "no answer", busy: "busy", voicemail: "voicemail", wrong_number: "wrong number" }, attempts: "Calls so far",
    copy: "Copy", copied: "Copied",
    said_new: (what) => `New: ${what}`,
    said_many: (n) => `${n} updates`,
    said_cancelled: (id, shop) => `Cancelled by the shopper: ${id} (${shop})`,
    said_done: (id) => `Recorded: ${id}`,
    said_missing: (id) => `${id} is not on this list.`,
    days: (d, h) => `${d} d${h ? ` ${h} h` : ""}`, hours: (h, m) => `${h} h${m ? ` ${m} min` : ""}`, minutes: (m) => `${m} min`, moment: "under 1 min",
  },
};

const wanted = new URLSearchParams(location.search).get("lang") ?? navigator.language;
export const lang = /^ja\b/i.test(wanted) ? "ja" : "en";
export const words = WORDS[lang];

/** Fills every element below `root` that names its word. */
export function fill(root) {
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
}

/** A length of time in whole minutes, rounded down. */
export function span(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return words.moment;
  if (minutes < 60) return words.minutes(minutes);
  if (minutes < 1440) return words.hours(Math.floor(minutes / 60), minutes % 60);
  return words.days(Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60));
}

/** Writes moments by the clocks of `zone`: the time, with the day where it isn't today. */
export function clocks(zone) {
  const time = new Intl.DateTimeFormat(lang, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat(lang, { timeZone: zone, month: "numeric", day: "numeric", weekday: "short" });
  return {
    time: (at) => time.format(at),
    when: (at, now) => (day.format(at) === day.format(now) ? "" : `${day.format(at)} `) + time.format(at),
  };
}
