//! The phrases by which a topic is known, with what each row adds to which
//! topics. A row counts once, however many of its phrases are there; a phrase
//! with `+` needs both its parts, an English word with `*` may go on.

use crate::topic::Topic::{self, *};

type Row = (&'static [(Topic, i8)], &'static str);

/// Ways of writing, and the one form in which the table has them: kana for
/// those who don't convert, and the many forms of "not".
pub(super) const SAME: &str = "ちゅうもん+注文|とどか+届か|とどき+届き|とどい+届い|とどく+届く|へんぴん+返品|こうかん+交換|じゅうしょ+住所|しはらい+支払い|さいはいたつ+再配達|かいやく+解約|ざいこ+在庫|にもつ+荷物|でんわ+電話|はっそう+発送|りょうしゅう+領収|せいきゅう+請求|つかえ+使え|まちが+間違|ちが+違|たりな+足りな|\
    こわれ+壊れ|はいって+入って|はいら+入ら|にじゅう+二重|わりびき+割引|おそい+遅い|とりけ+取り消|うごか+動か|ほうそう+包装|取消+取り消|取替+取り替え|換え+替え|出来+でき|無い+ない|頼んだ+注文した|頼んで+注文して|発注+注文|購入した+注文した|受取+受け取|来え+来|へん+ない|\
    ておりませ+てない|ていませ+てない|ていな+てな|てませ+てな|havent+not|hasnt+not|didnt+not|isnt+not|wasnt+not";

/// Stands for a number that only a company orders.
pub(super) const MANY: &str = "大口個数";

/// What such numbers count.
pub(super) const COUNTERS: &str = "個枚本名人箱冊台脚着袋缶セ部足膳";

pub(super) const ROWS: &[Row] = &[
    // Size.
    (&[(SizeFit, 3), (Exchange, 1)], "サイズ|大きさ|大きめ|小さめ|寸法|cm|センチ|号数|何号|ゆったり|ぴったり|幅広|きすぎ|さすぎ|どれがいい|どっちがいい|size|sizes|sizing"),
    (&[(SizeFit, 3)], "身長|体重|丈|股下|回り|ウエスト|裾|足幅|肩幅|普段|測り|着用|runs|run small|measure*|waist|dimensions|how tall"),
    (&[(SizeFit, 2), (Compatibility, 1)], "入りますか|に入るか|ちょうど|フィット|奥行|幅は|how big|how wide"),
    (&[(SizeFit, 2), (Compatibility, 2)], "合いますか|合いますでしょうか|合うか|fit|fits"),
    // Compatibility.
    (&[(Compatibility, 4)], "互換|対応機|対応してます|型番|型式|車種|機種|取り付|取付|付きますか|付けられ|つなが|つなげ|連結|装着|接続|他社|別メーカー|純正|年式|旧型|モデル|規格|合うやつ|compatib*|work with|works with|connect*|fit my"),
    (&[(Compatibility, 3)], "iPhone|Android|Windows|mac|USB|Bluetooth|プリンター|機器|pixel|adapter|model|volt*"),
    (&[(Compatibility, 2), (PaymentMethod, 1)], "使え|用できますか|will this|does this|will it"),
    // Contents.
    (&[(Contents, 4)], "成分|原材料|アレルゲン|アレルギー|小麦|グラム|容量|素材|材質|製ですか|国産|原産|味期限|消費期限|添加物|フリー|香料|アルコール|カフェイン|カロリー|個入り|枚入|本入り|洗え|洗濯|乾燥機|食洗機|レンジ|防水|電圧|産地|\
        妊娠|飲めますか|食べられ|何時間|実物|ingredient*|contain*|nuts|fragrance|allerg*|gluten|vegan|made|material|waterproof|dishwasher|wash*|shelf life"),
    (&[(Contents, 3)], "説明書|仕様|規格書|同梱物|セット内容|付属しま|付いてま|含ま|スペック|保証|重さ|入ってま|中身は何|manual|included|come with|spec*|weigh*|warranty"),
    // Coupon.
    (&[(Coupon, 5)], "クーポン|割引|コードを|優待|特典|友達紹介|学割|初回限定|coupon*|promo|voucher*|code|discount*"),
    (&[(Coupon, 3)], "ポイント|セール|キャンペーン|値引|びき|ランク|points|sale"),
    // Stock and lead time.
    (&[(StockLeadTime, 4)], "在庫|入荷|廃番|廃盤|販売終了|売り切|品切|取り寄せ|納期|リードタイム|何日|発売|予約|生産|復活|実店舗|たらいつ|in stock|out of stock|sold out|restock*|lead time|discontinued|usually take|order now|order today"),
    (&[(StockLeadTime, 3)], "注文すると|注文から|届くまで|までに届|間に合|置いて|届けてもら|最短|買えますか|available|how long|how soon|arrive by|get it by|get here"),
    // Bulk.
    (&[(BulkOrder, 4)], "大口|大量|まとめ買い|まとめて買|まとめて注文|一括|業務用|卸|仕入|掛け率|ロット|見積|名分|人分|室分|単価|法人|bulk|wholesale|corporate|quote|our logo"),
    (&[(BulkOrder, 2)], "まとめて|会社|企業|社員|記念品|景品|ノベルティ|ロゴ|イベント|経営|ホテル|幼稚園|自治会|学校|飲食店|団体|取引|wedding|office|company|employees|school|conference|need 60|need 1*"),
    // By phone.
    (&[(PhoneOrder, 6)], "電話で注文|電話注文|電話での注文|電話でお願い|電話で買|電話でも|口頭|FAX|ファックス|はがき|ネットが苦手|ネットの操作|パソコンが|ネットを使え|電話番号+教えて|call to order|by phone|over the phone|can order|phone order*"),
    (&[(PhoneOrder, 3)], "電話で|電話したい|ring me|phone number|number do i call"),
    (&[(PhoneOrder, 1)], "電話"),
    // Paying.
    (&[(PaymentMethod, 5)], "支払い方法|支払方法|代引|代金引換|コンビニ払|コンビニで払い|後払い|前払い|銀行|ふりこみ|振り込みで|掛け売|掛売|月末締|分割|カード払い|デビット|電子マネー|JCB|VISA|楽天ペイ|どうやって払|払えますか|商品券|支払いどう|\
        海外のカード|on delivery|pay by|pay with|pay in|payment method*|paypal|apple pay|instal*|do you accept|do you take"),
    (&[(PaymentMethod, 2), (PaymentError, 1)], "支払|払え|払い|PayPay|クレジット|クレカ|カードで|カード情報|pay|card"),
    // Gifts.
    (&[(Gift, 5)], "ラッピング|のし|熨斗|メッセージカード|包装|包んで|リボン|ギフト|贈|お中元|お歳暮|内祝|祝い|香典|名前刺繍|手提げ|紙袋|gift*|wrap*"),
    (&[(Gift, 1)], "プレゼント|名入れ|刺繍|present|birthday|note"),
    // Changing an order.
    (&[(OrderChange, 4)], "注文内容|注文変更|注文の変更|注文を変更|内容変更|数量を|数を変|個数を|色を変|配達時間|時間指定|時間帯|日時|届け日|配達日|同梱|追加|付け忘れ|忘れました+注文|change my|add one|to my order|amend|edit my|update my|delivery date|on my order|change the"),
    (&[(OrderChange, 2)], "変更|変えたい|変えられ|変えて|直せ|直して|訂正|修正|間違え|減らし|つもりが|じゃなくて|注文後|今から|change|add|instead"),
    // Cancelling.
    (&[(OrderCancel, 4), (SubscriptionCancel, 1)], "キャンセル|取り消|取りやめ|cancel*"),
    (&[(OrderCancel, 3)], "やめたい|やめます|いらん|いらな|いりませ|要らな|不要|注文をやめ|止めてくだ|止めて下|間違えて買|なかったこと|他で買|no longer|changed my mind|by mistake"),
    // Where is it.
    (&[(DeliveryStatus, 4)], "追跡|問い合わせ番号|伝票番号|配送状況|発送状況|注文状況|今どこ|いまどこ|荷物どこ|荷物はどこ|発送しました|発送され|発送済|発送はいつ|いつ発送|もう発送|出荷され|配達完了|配達済|業者|ヤマト|佐川|確認メール|注文でき|tracking|track|where is|wheres|shipped|shipping confirmation|order status|dispatch*|delivered|when will my"),
    (&[(DeliveryStatus, 3), (DeliveryDelay, 1)], "いつ届|いつ来|いつくる|いつ着|届いてな|届きませ|届かない|届かん|まだ届|まだ来|arrive*|has my order|my parcel|my package"),
    (&[(DeliveryStatus, 2)], "荷物|注文番号|くるの|発送|出荷|配達|届く予定|my order|order number|delivery"),
    // Late.
    (&[(DeliveryDelay, 5)], "遅い|遅れ|遅延|予定日|予定より|よていび|未着|経ち|経って|経つの|待たせ|待って|待てば|指定した日|指定日|過ぎて|過ぎま|すぎたのに|予定だったの|はずなのに|来るはず|届くはず|はずの日|いつになる|注文したのに+まだ|週間前|late|delay*|supposed to|still not*|overdue|was due|promised|waiting"),
    (&[(DeliveryDelay, 3)], "来てな|来ない|来ませ|来なかった|まだ来|まだ届"),
    // Address.
    (&[(AddressChange, 5)], "届け先|配送先|送り先|送付先|番地|部屋番号|マンション|建物名|号室|引っ越|引越|転居|転送|住所変|住所を変|住所が|住所を間違|住所間違|郵便番号|勤務先|実家宛|受け取りに変|送るつもり|address|redirect|apartment|postcode|zip code|i moved|to my office"),
    (&[(AddressChange, 2)], "住所|宛先|丁目|実家|職場"),
    // Again, please.
    (&[(Redelivery, 6)], "再配達|不在票|不在連|不在通|不在で|持ち戻|持ち帰|再度持|もう一度配|もう一度届|また届け|再送|保管期|redeliver*|missed|returned to|not home|card says|left a card|i was out"),
    (&[(Redelivery, 2)], "不在|留守|受け取れ|午前中|土曜|営業所|try again|send it again"),
    // Broken.
    (&[(Defect, 4)], "不良|壊れ|故障|動かな|動きませ|動かん|電源が|割れ|破損|ひび|傷が|傷の|キズ|へこみ|凹み|漏れ|ほつれ|破れ|色むら|変色|カビ|シミが|汚れ|異音|臭い|においが|充電でき|点かない|つかない|つきませ|溶けて|腐|取れた|取れかけ|外れ|曲が|開かない|閉まらな|音が出|反応し|こぼれ|\
        broke*|damaged|smashed|crack*|faulty|defect*|doesnt work|not working|stopped|wont turn|torn|leak*|scratch*|stain*|ripped|mold*"),
    // Something is not there.
    (&[(MissingItem, 5)], "足りな|足りま|足らな|入ってない|入ってな+た|入ってな+ん|入れ忘れ|不足|個しか|点しか|本しか|しか入|しか届|一部が届|だけない|の中にあり|欠けてる|付属の+ない|空でした|欠品|missing|not in the box|only received|only got|come with+not|arrive+one of|incomplete"),
    // Something else came.
    (&[(WrongItem, 5)], "違うもの|違う物|違う商品|違うの|違うやつ|違う色|違うサイズ|違うが届|サイズ違い|色違いが|別の商品|別の物|別のもの|別物|間違った|誤配|誤送|注文したのと|注文した物と|注文したものと|他人の|他の人の|覚えのない|ではなく+届|注文したのに+が届|注文したのに+が来|注文したのですが+でした|中身が違|商品が違|色が違い|wrong|somebody elses|someone elses|not what i|incorrect|different item|instead of|but got"),
    (&[(WrongItem, 2)], "が届きました|が来ました|がきました|が届いた|が納品され|が入ってた|違い|違った"),
    // Paying failed.
    (&[(PaymentError, 5)], "エラー|決済でき|決済ができ|カードが通|カードが使え|弾かれ|はじかれ|拒否|認証|引き落と|残高|未入金|入金確認|入金した|承認され|支払いに進|支払いができ|支払いが完了|支払い画面|進めませ|進まな|進みませ|払えませ|払えない|払ったのに|二重に引|二重請求|反映されてな|declined|payment failed|checkout|charged|go through|went through|wont accept|cant pay|rejected"),
    (&[(PaymentError, 2)], "決済|入金|払ったら|名義|error|failed|my bank"),
    // Ordered twice.
    (&[(DoubleOrder, 5), (OrderCancel, -1)], "二重に注文|二重注文|重複|2回注文|二回注文|二度注文|二度押|2度押|2件|二件|2通|二通|2回押|もう一回押|片方|同じもの2|同じものを2|同じのが二|同じのを|同じ物を注文|ダブって|2つ注文し|つだけのつもり|個でいい|duplicate*|twice|double order*|ordered two|two orders|only want 1|only want one"),
    // Sending back.
    (&[(Return, 5)], "返品|返金|返したい|返して|返送|送り返し|返却|クーリングオフ|return*|refund*|send it back|send something back|money back"),
    (&[(Return, 2)], "思って|思った|イメージ|気に入ら|似合わ|着払い"),
    // Exchanging.
    (&[(Exchange, 6)], "交換|取り替え|替えて|替えられ|差し替え|ワンサイズ上に|サイズ変更|exchange*|swap|replace*|different size|bigger|smaller size"),
    // Subscriptions.
    (&[(SubscriptionSkip, 2), (SubscriptionCancel, 3), (OrderCancel, -2), (OrderChange, -1)], "定期|サブスク|毎月|subscription*|refill|auto ship*"),
    (&[(SubscriptionSkip, 5), (DeliveryDelay, -3)], "スキップ|お休みしたい|お休みさせ|休ませ|だけ休|回休|休み+次|休止|次の便|とばし|飛ばし|延ばし|余って|溜まって|残って|間隔|頻度|隔月|再開|しばらく止|定期+遅らせ|今回は+止め|来月分|skip|pause|next box|next month|next delivery|postpone"),
    (&[(SubscriptionSkip, 2)], "次回|今回は"),
    (&[(SubscriptionCancel, 6)], "解約|退会|次回から止|次回からいり|次からいり|終わりにし|継続し|継続を|送ってこない|定期+やめ|定期+いり|サブスク+やめ|unsubscribe|end my|subscription+cancel|stop sending"),
    (&[(SubscriptionCancel, -7)], "解約では|解約じゃ|want to cancel+dont"),
    // Papers.
    (&[(Receipt, 6)], "領収|レシート|購入証明|但し書|receipt|receipts"),
    (&[(Receipt, 1), (Invoice, 1)], "宛名|経費|経理|発行|VAT"),
    (&[(Invoice, 7)], "請求書|請求先|請求しょ|インボイス|登録番号|払込|振込用紙|支払い期限|invoice*|po number"),
    (&[(Invoice, -6)], "請求書払い|請求書による"),
    // Anything else.
    (&[(Other, 5)], "採用|求人|面接|アルバイト|編集部|取材|番組|論文|アンケート|営業時間|定休日|駐車場|駅から|個人情報|ログイン|パスワード|迷惑メール|メルマガ+止|会員登録|サイトが|文字が|文字に|アプリが|回収|ブログ|写真を|写真の使|お店は|店舗の|レビュー|投稿|忘れ物|送料はいくら|海外に|ご意見|お礼|スタッフ|\
        hiring|job|log in|login|password|reset email|newsletter|opening hours|my account"),
    (&[(Other, 3)], "消えてる|消えた|マイページ|会員|要望|送料|website|account|a store"),
    // Selling to the shop.
    (&[(SalesPitch, 4)], "貴社|貴店|御社|弊社は|当社は|弊社の|代行|ご提案|興味|集客|SEO|MEO|無料で|万円で|ませんか+始め|初期費用|お手伝い|コスト削減|資金|our services|we offer|we help|your website|collab"),
];
