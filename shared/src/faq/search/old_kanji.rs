//! Old forms of kanji (旧字体) as the new ones that stand for them in the list of
//! kanji for general use (常用漢字表, 2010), and forms of names besides: 﨑, 髙.

/// An old form and its new one by turns, sorted by the old.
const PAIRS: &str = "\
    乘乗亂乱亞亜佛仏來来倂併假仮傳伝僞偽價価儉倹兒児兩両册冊剩剰劍剣劑剤勞労勳勲勵励勸勧區区卷巻參参單単嚴厳囑嘱圈圏國国圍囲\
    圓円圖図團団堯尭增増墮堕壓圧壘塁壞壊壤壌壯壮壹壱壽寿奧奥奬奨孃嬢學学寢寝實実寫写寬寛寶宝將将專専對対屆届屬属峽峡嶋島嶽岳\
    巖巌帶帯廢廃廣広廳庁彈弾彌弥徑径從従德徳恆恒惠恵惡悪愼慎慘惨應応懷懐戀恋戰戦戲戯拂払拔抜拜拝挾挟插挿揭掲搖揺搜捜擇択擊撃\
    擔担據拠擧挙擴拡攝摂收収效効敍叙敕勅數数斷断晉晋晝昼曉暁會会條条棧桟榮栄槇槙樂楽樓楼樞枢樣様橫横檢検櫻桜權権歐欧歡歓歸帰\
    殘残殼殻毆殴氣気沒没淨浄淺浅溪渓溫温滯滞滿満潛潜澁渋澤沢濕湿濟済濱浜瀧滝灣湾燈灯燒焼營営爐炉爭争爲為犧犠狀状狹狭獨独獵猟\
    獸獣獻献甁瓶畫画當当疊畳癡痴發発盜盗盡尽眞真碎砕祿禄禪禅禮礼稱称稻稲穗穂穩穏竊窃粹粋絲糸經経綠緑緖緒緣縁縣県縱縦總総繩縄\
    繪絵繼継續続纖繊缺欠罐缶聰聡聲声聽聴肅粛腦脳膽胆臟臓臺台與与舊旧舖舗艷艶莊荘莖茎萬万薰薫藏蔵藝芸藥薬處処號号螢蛍蟲虫蠶蚕\
    衞衛裝装覺覚覽覧觀観觸触謠謡證証譯訳讀読變変讓譲豐豊貳弐賣売賴頼贊賛踐践輕軽轉転辨弁辭辞辯弁遞逓遲遅邉辺邊辺鄕郷醉酔醫医\
    釀醸釋釈錢銭鎭鎮鐵鉄鑄鋳鑛鉱關関陷陥隨随險険隱隠隸隷雙双雜雑靈霊靜静顏顔顯顕飜翻飮飲餘余騷騒驅駆驗験驛駅髓髄體体髙高髮髪\
    鬪闘鷄鶏鹽塩麥麦黃黄黑黒默黙點点黨党齊斉齋斎齒歯齡齢龍竜龜亀﨑崎";

/// The new form of a kanji; any other character as it is.
pub(super) fn renewed(c: char) -> char {
    // All of them take three bytes: 1110xxxx 10xxxxxx 10xxxxxx.
    let at = |place: usize| match PAIRS.as_bytes().get(place * 3..place * 3 + 3) {
        Some([first, second, third]) => (u32::from(*first) & 15) << 12 | (u32::from(*second) & 63) << 6 | u32::from(*third) & 63,
        _ => 0,
    };
    let (mut from, mut to) = (0, PAIRS.len() / 6);
    while from < to {
        let middle = usize::midpoint(from, to);
        match at(middle * 2).cmp(&(c as u32)) {
            std::cmp::Ordering::Equal => return char::from_u32(at(middle * 2 + 1)).unwrap_or(c),
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Greater => to = middle,
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_forms_are_read_as_new_ones() {
        for (old, new) in ["國国", "發発", "髙高", "﨑崎", "齋斎", "亞亜", "高高", "あ", "😀"]
            .iter()
            .filter_map(|pair| Some((pair.chars().next()?, pair.chars().last()?)))
        {
            assert_eq!(renewed(old), new);
        }
        let all: Vec<char> = PAIRS.chars().collect();
        assert!(PAIRS.len() == all.len() * 3 && all.chunks(2).is_sorted_by(|a, b| a[0] < b[0]));
        assert!(all.chunks(2).all(|pair| renewed(pair[0]) == pair[1] && renewed(pair[1]) == pair[1]));
    }
}
