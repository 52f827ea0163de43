//! The phrases by which a topic is known, with what each row adds to which
//! topics. A row counts once, however many of its phrases are there; a phrase
//! with `+` needs both its parts, an English word with `*` may go on.

use crate::topic::Topic;

/// Ways of writing, and the one form in which the table has them: kana for
/// those who don't convert, and the many forms of "not".
pub(super) const SAME: &str = "ちゅうもん+注文|とどか+届か|とどい+届い|へんぴん+返品|こうかん+交換|じゅうしょ+住所|しはらい+支払い|さいはいたつ+再配達|かいやく+解約|ざいこ+在庫|にもつ+荷物|でんわ+電話|りょうしゅう+領収|せいきゅう+請求|つかえ+使え|まちが+間違|ちがう+違う|ちがい+違い|たりな+足りな|\
    こわれ+壊れ|はいって+入って|にじゅう+二重|とりけ+取り消|取消+取り消|換え+替え|出来+でき|無い+ない|頼んだ+注文した|頼んで+注文して|発注+注文|購入した+注文した|買った+注文した|選んだ+注文した|受取+受け取|来え+来|へん+ない|\
    ておりませ+てない|ていませ+てない|ていな+てな|てませ+てな|てる+てい|havent+not|hasnt+not|didnt+not|isnt+not|wasnt+not";

/// Stands for a number that only a company orders.
pub(super) const MANY: &str = "大口個数";

/// What such numbers count.
pub(super) const COUNTERS: &str = "個枚本名人箱冊台脚着袋缶セ部足膳个개";

macro_rules! rows {
    ($($($topic:ident $weight:literal),+: $phrases:literal;)*) => {
        /// The rows' phrases, each row ended by `=`.
        pub(super) const PHRASES: &str = concat!($($phrases, "="),*);
        /// The rows' weights, each row ended by a weight of nothing. One flat
        /// table: pointers would weigh more than what they point to.
        pub(super) const WEIGHTS: &[(Topic, i8)] = &[$($((Topic::$topic, $weight),)+ (Topic::Other, 0),)*];
    };
}

rows! {
    // Size.
    SizeFit 3, Exchange 1: "サイズ|大きさ|大きめ|小さめ|寸法|cm|センチ|何号|ゆった|ぴった|きすぎ|さすぎ|どっち|迷って|size*";
    SizeFit 3: "身長|体重|丈|股下|ウエスト|裾|幅|高さ|普段|測り|run small|runs|waist|tall|dimensions";
    SizeFit 2, Compatibility 1: "入りますか|に入るか|ちょうど";
    SizeFit 2, Compatibility 2: "合いますか|合いますで|合うか|fit|fits";
    // Compatibility.
    Compatibility 4: "互換|対応機|対応してます|型番|車種|機種|取り付|取付|付きますか|付けられ|つなが|つなげ|装着|接続|他社|メーカー|純正|旧|モデル|規格|compatib*|work with|works with|connect*";
    Compatibility 3: "iPhone|Android|Windows|mac|USB|IH|model";
    Compatibility 2, PaymentMethod 1: "使え|用できますか|will this|does this|will it";
    // Contents.
    Contents 4: "成分|原材料|アレル|グラム|容量|素材|材質|製ですか|国産|原産|味期限|消費期限|日持ち|フリー|香料|アルコール|カロリー|個入り|枚入|何本|何から|洗え|洗濯機|乾燥機|食洗|防水|組み立て|飲めますか|食べ|ingredient*|contain*|allerg*|made|material|waterproof|wash*";
    Contents 3: "説明書|仕様|付属しま|付いてま|含ま|保証|重さ|入ってま|中身は何|manual|come with|spec*";
    // Coupon.
    Coupon 5: "クーポン|割引|コードを|特典|学割|初回限定|coupon*|promo|voucher*|code|discount*";
    Coupon 3: "ポイント|セール|キャンペーン|値引|びき|ランク|points|sale";
    // Stock and lead time.
    StockLeadTime 4: "在庫|入荷|廃番|販売終了|売り切|品切|取り寄せ|納期|何日|予約|生産|実店舗|たらいつ|また買え|in stock|out of stock|sold out|restock*|lead time|order now";
    StockLeadTime 3: "注文すると|注文から|届くまで|までに届|間に合|置いて|買えま|available|how long|arrive by|get it by|get here";
    // Bulk.
    BulkOrder 4: "大口|大量|まとめ買い|まとめて買|まとめて購|一括|業務用|卸|仕入|ロット|見積|名分|人分|単価|法人|bulk|wholesale|quote|our logo";
    BulkOrder 2: "まとめて|企業|社員|記念品|イベント|学校|飲食店|団体|office|company|school";
    // By phone.
    PhoneOrder 6: "電話で+注文|電話注文|電話でお願い|電話で買|電話でも|口頭|FAX|ネットの|ネットが|パソコンが|電話番号+教えて|by phone|over the phone|can order|call+to order";
    PhoneOrder 3: "電話で|電話したい|ring me|phone number";
    PhoneOrder 1: "電話";
    // Paying.
    PaymentMethod 5: "支払い方法|支払方法|代引|代金引換|コンビニ払|コンビニで払い|後払い|前払い|銀行|口座|ふりこみ|振り込みで|現金|分割|カード払い|デビット|電子マネー|JCB|VISA|ペイ|どうやって払|払えますか|on delivery|pay by|pay with|bank transfer|payment method*|paypal|instal*|do you take";
    PaymentMethod 2, PaymentError 1: "支払|払え|払い|PayPay|クレジット|クレカ|カードで|pay";
    // Gifts.
    Gift 5: "ラッピング|のし|熨斗|メッセージカード|包装|包んで|リボン|ギフト|贈|お中元|お歳暮|祝い|gift*|wrap*";
    Gift 1: "プレゼント|名入れ|刺繍|present|birthday";
    // Changing an order.
    OrderChange 4: "注文内容|注文変更|注文を変更|数量を|数を|色を変|配達時間|時間指定|時間帯|日時|届け日|希望日|配達日|同梱|追加|減らし|付け忘れ|忘れました+注文|change my|add one|to my order|edit|update my|delivery date|on my order";
    OrderChange 2: "変更|変えたい|変えられ|変えて|直せ|直して|訂正|修正|間違え|つもりが|じゃなくて|注文後|今から|change|add|instead";
    // Cancelling.
    OrderCancel 4, SubscriptionCancel 1: "キャンセル|取り消|取りやめ|cancel*";
    OrderCancel 3: "やめたい|やめます|いらん|いらな|いりませ|要らな|不要|なしに|注文をやめ|止めてくだ|止めて下|間違えて買|no longer|changed my mind|by mistake";
    // Where is it.
    DeliveryStatus 4: "追跡|問い合わせ番号|伝票番号|配送状況|発送状況|注文状況|今どこ|いまどこ|荷物どこ|荷物はどこ|発送しました|発送され|発送済|発送はいつ|いつ発送|もう発送|出荷され|配達完了|配達済|業者|確認メール|注文でき|tracking|track|where is|wheres|shipped|order status|dispatch*|delivered|when will my";
    DeliveryStatus 3, DeliveryDelay 1: "いつ届|いつ来|いつくる|いつ着|届きますか|届いてな|届きませ|届かない|届かん|まだ届|まだ来|arrive*|has my order|my parcel|my package";
    DeliveryStatus 2: "荷物|注文番号|くるの|発送|出荷|配達|届く予定|my order|delivery";
    // Late.
    DeliveryDelay 5: "遅い|遅れ|遅延|予定日|予定より|未着|経ち|経って|待たせ|待ってい|待てば|指定した日|指定日|過ぎて|過ぎま|すぎたのに|予定だった|はずなのに|来るはず|届くはず|いつになった|いつになる|注文したのに+まだ|late|delay*|supposed to|still not*|was due|promised|waiting";
    DeliveryDelay 3: "来てな|来ない|来ませ|来なかった|まだ来";
    // Address.
    AddressChange 5: "届け先|配送先|送り先|送付先|番地|部屋番号|マンション|号室|引っ越|引越|転居|住所変|住所を変|住所が|住所を間違|住所間違|郵便番号|実家宛|送るつもり|address|postcode|to my office|to my work*";
    AddressChange 2: "住所|宛先|実家|職場";
    // Again, please.
    Redelivery 6: "再配達|不在|持ち戻|持ち帰|もう一度配|もう一度届|もう一度送|また届け|再送|redeliver*|missed|returned to|not home|card says";
    Redelivery 2: "留守|受け取れ|午前中|土曜|send it again";
    // Broken.
    Defect 4: "不良|壊れ|故障|動かな|動きませ|動かん|電源が|割れ|破損|ひび|傷が|キズ|へこみ|漏れ|ほつれ|破れ|穴が|変色|カビ|シミが|汚れ|異音|臭い|充電でき|つかない|つきませ|取れた|外れ|開かない|閉まらな|音が出|反応し|こぼれ|broke*|damaged|smashed|crack*|faulty|defect*|doesnt work|not working|stopped|came off|leak*|scratch*|stain*";
    // Something is not there.
    MissingItem 5: "足りな|足りま|足らな|入ってない|入ってな+た|入ってな+ん|不足|個しか|点しか|本しか|しか入|しか届|片方しか|一部が届|だけない|の中にあり|欠けてい|付属の+ない|欠品|missing|not in the box|only received|only got|come with+not|arrive+one of";
    // Something else came.
    WrongItem 5: "違うもの|違う物|違う商品|違うの|違うやつ|違う色|違うサイズ|サイズ違い|色違いが|別の商品|別の物|別のもの|別物|間違った|誤配|注文した物と|注文したものと|他人の|他の人の|ではなく+届|注文したのに+が届|注文したのに+が来|注文したのに+でした|注文したのですが+でした|中身が違|商品が違|色が違い|wrong|elses|not what i|different item|instead of|but got";
    WrongItem 2: "が届きました|が来ました|がきました|が届い|が入ってた|違い|違った";
    // Paying failed.
    PaymentError 5: "エラー|決済でき|決済ができ|カードが通|カードが使え|通りませ|弾かれ|はじかれ|拒否|認証|引き落と|残高|未入金|入金確認|入金した|支払いに進|支払いができ|支払いが完了|支払い画面|注文ボタン|進めませ|進まな|払えませ|払えない|払ったのに|振り込んだのに|二重に引|declined|failed|checkout|charged|go through|went through|cant pay|rejected";
    PaymentError 2: "決済|入金|払ったら|error|my bank";
    // Ordered twice.
    DoubleOrder 5, OrderCancel -1: "二重に注文|二重注文|重複|2回注文|二回注文|二度|2度|2件|二件|2通|二通|2回押|もう一回押|片方消|片方す|同じもの2|同じのを|同じ注文|同じ物を注文|ダブって|2つ注文し|つだけのつもり|個でいい|duplicate*|twice|double order*|two orders|only want";
    // Sending back.
    Return 5: "返品|返金|返したい|返して|返せ|返送|送り返し|返却|クーリングオフ|return*|refund*|send it back|money back";
    Return 2: "思って|思った|イメージ|気に入ら";
    // Exchanging.
    Exchange 6: "交換|取り替え|替えて|替えられ|差し替え|サイズ変更|exchange*|swap|replace*|different size|bigger";
    // Subscriptions.
    SubscriptionSkip 2, SubscriptionCancel 3, OrderCancel -2, OrderChange -1: "定期|サブスク|毎月|subscription*|refill|monthly";
    SubscriptionSkip 5, DeliveryDelay -3: "スキップ|お休みしたい|お休みさせ|だけ休|回休|休止|次の便|とばし|飛ばし|ストップ|延ばし|余って|溜まって|残って|間隔|頻度|再開|定期+遅らせ|skip|pause|next box|next month|next delivery|postpone";
    SubscriptionSkip 2: "次回|今回は";
    SubscriptionCancel 6: "解約|退会|次回から止|終わりにし|継続し|定期+やめ|定期+いり|サブスク+やめ|unsubscribe|subscription+cancel|stop sending";
    SubscriptionCancel -7: "解約では|解約じゃ|want to cancel+dont";
    // Papers.
    Receipt 6: "領収|レシート|証明|但し書|receipt*";
    Receipt 1, Invoice 1: "宛名|経費|経理|発行|VAT";
    Invoice 7: "請求書|請求先|請求しょ|インボイス|払込|用紙|支払い期限|invoice*";
    Invoice -6: "請求書払い|請求書による";
    // Anything else.
    Other 5: "採用|求人|面接|アルバイト|編集部|取材|営業時間|定休日|駐車場|個人情報|ログイン|パスワード|アカウント|メールアドレス|迷惑メール|会員登録|サイトが|サイトで|文字が|アプリが|回収|引き取|ブログ|写真を|お店は|店舗の|レビュー|忘れ物|送料はいくら|海外|ご意見|hiring|job|log in|login|password|opening hours|my account";
    Other 3: "消えた|会員|送料|website|account";
    // The same in Chinese and Korean, where it isn't written as in Japanese.
    SizeFit 3, Exchange 1: "尺码|尺寸|多大码|偏大|偏小|身高|사이즈|치수|기장|키랑 몸무게";
    Compatibility 4: "兼容|适配|通用吗|能用吗|호환|연결되|사용 가능한가";
    Contents 4: "材质|面料|配料|保质期|过敏|성분|재질|소재|구성품|설명서|유통기한|세탁";
    Coupon 5: "优惠券|优惠码|折扣|满减|쿠폰|할인|적립금";
    StockLeadTime 4: "有货|现货|补货|缺货|多久发货|多久能到|几天能到|재고|입고|품절|언제 발송|배송 기간|며칠 걸";
    BulkOrder 4: "批发|团购|企业采购|公司采购|대량|도매|단체 주문|기업 구매|견적";
    PhoneOrder 6: "电话下单|电话订购|전화로 주문|전화 주문";
    PaymentMethod 5: "支付方式|付款方式|怎么付款|支付宝|微信支付|货到付款|결제 방법|결제 수단|무통장|계좌이체|카카오페이";
    Gift 5: "礼品|礼物|送礼|贺卡|선물|포장|리본";
    OrderChange 4: "改订单|改一下订单|修改订单|更改订单|改数量|改颜色|주문 변경|주문을 변경|주문 수정|수량 변경|옵션 변경|색상 변경|합배송";
    OrderCancel 4, SubscriptionCancel 1: "不想要了|不要了|취소하|취소해|취소할|주문 취소|취소 요청|취소 가능";
    DeliveryStatus 4: "快递|物流|到哪|发货了吗|运单号|什么时候到|何时到|배송 조회|어디쯤|어디까지|언제 와|언제 오|언제 도착|송장|택배|발송됐|배송 언제";
    DeliveryDelay 5: "还没到|还没收到|没收到货|逾期|延迟|延误|아직 안 왔|아직도 안|안 왔어|안 와요|늦어|지연|도착하지 않";
    AddressChange 5: "改地址|收货地址|地址写错|地址填错|换地址|배송지|주소 변경|주소를|주소가";
    Redelivery 6: "重新配送|重新派送|再次配送|不在家|没人签收|재배송|부재중|다시 배송";
    Defect 4: "坏了|破了|碎了|瑕疵|质量问题|损坏|破损|用不了|开不了|充不了|漏液|불량|파손|고장|깨져|깨졌|망가|작동하지|작동이 안|켜지지|하자|찢어|얼룩";
    MissingItem 5: "少了|少发|漏发|少件|缺少|누락|빠졌|빠져|안 들어|덜 왔|하나만 왔";
    WrongItem 5: "发错|错发|不是我买的|不是我订的|颜色不对|尺码不对|型号不对|다른 상품|다른 색|잘못 왔|잘못 배송|오배송|엉뚱한";
    PaymentError 5: "支付失败|付款失败|付不了|无法支付|扣款|결제 오류|결제가 안|결제 실패|결제가 되지|승인 거절|오류|에러";
    DoubleOrder 5, OrderCancel -1: "重复下单|重复订单|下了两次|下了两单|拍了两次|중복|두 번 주문|두번 결제";
    Return 5: "退货|退款|退掉|退回|반품|환불";
    Exchange 6: "换货|调换|更换|换一件|换大|换小|换尺码|교환|바꿔|바꾸고";
    SubscriptionSkip 2, SubscriptionCancel 3, OrderCancel -2, OrderChange -1: "订阅|정기배송|정기구독|구독";
    SubscriptionSkip 5, DeliveryDelay -3: "跳过|暂停|건너뛰|한 번 쉬|이번 달은 쉬|미루";
    SubscriptionCancel 6: "退订|停止订阅|해지|그만 받";
    Receipt 6: "收据|发票|小票|영수증";
    Invoice 7: "请款单|账单|세금계산서|청구서|인보이스";
    Other 5: "营业时间|密码|登录|招聘|영업시간|비밀번호|로그인|채용";
}
