//! The wordings by which a pitch is known, and those that speak against it.
//!
//! Written as people write; [`plain`](super::plain) brings text and table to
//! one form (頂, 御 and 致 count as kana; katakana as hiragana).

use super::Kind::{self, Addressee, Campaign, Declared, Honest, Meeting, Offer, Opening, Promise, Signature};
use serde::{Deserialize, Serialize};

macro_rules! signs {
    ($($name:ident $kind:ident $points:literal $gloss:literal $($phrases:literal)*;)*) => {
        /// What a sign was. Names are stable on the wire.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "PitchSign"))]
        #[serde(rename_all = "snake_case")]
        pub enum Sign {
            $(#[doc = $gloss] $name,)*
        }

        impl Sign {
            /// What it weighs within its kind.
            pub const fn points(self) -> u8 {
                match self { $(Sign::$name => $points,)* }
            }
        }

        /// All signs by wording; those by facts have no phrases.
        pub(super) const ROWS: &[(Sign, Kind, &str)] = &[$((Sign::$name, $kind, concat!($($phrases, "|"),*)),)*];
    };
}

/// What somebody asks *us* to do, or got from us: no offer of theirs.
pub(super) const RECEIVED: &str = "サンプルをお送りいただ|サンプルをお送りくださ|サンプルをお送り下さ|カタログをお送りいただ|カタログをお送りくださ|カタログをお送り下さ|\
    掲載料は一切|掲載料はかか|掲載料はいただ|掲載料無料|掲載費は一切|掲載費はかか|掲載費用は一切|掲載費用はかか|掲載費用はいただ|\
    ご協賛いただいた|ご協賛いただき|ご提案いただ|ご提案くださ|ご提案下さ|提案していただ|提案して下さ|提案してくださ|提案書|提案依頼|\
    ご案内いただ|ご案内くださ|ご案内下さ|ご紹介いただ|ご紹介くださ|ご紹介下さ|ご支援いただ|サポートいただ|ご対応いただ|\
    ご案内の通り|ご案内のとおり|をご案内していただ|ご提供いただ|ご提供くださ|提供していただ|お手伝いいただ|\
    would you help|could you help|can you help|please help";

/// With these an interview is sold, not asked for.
pub(super) const PAID: &str =
    "掲載料|掲載費用として|掲載費用は|掲載プラン|取材費|制作費|協賛金|協賛費|有料|費用をご負担|ご負担いただ|advertorial|sponsored";

signs! {
    // Opening: who writes, and that we don't know each other.
    ColdContact Opening 2 "突然のご連絡: writes out of the blue."
        "突然のご連絡|突然の連絡|突然のメール|突然のお問い合わせ|突然のお問合せ|突然のご案内|突然のお願い|突然のお便り|突然ご連絡|突然で恐縮|突然にて|突然失礼|"
        "突然恐れ入|突然のことで|突然申し訳|突然すみません|突然メール|急なご連絡失礼|不躾なご連絡|初めてご連絡|はじめてご連絡|初めてのご連絡|初めてメール|"
        "初めてお便り|お問い合わせフォームより失礼|フォームから失礼|フォームより失礼|フォームからのご連絡|フォームよりご連絡|"
        "reaching out|hope this email finds|hope this message finds|hope this finds|hope you are doing well|hope youre doing well|hope you are well|"
        "came across your|came across you|stumbled upon|stumbled across|i noticed your|i noticed that your|i was browsing your|found your website|found your site|"
        "visited your website|was on your website|looking at your website|reviewing your website";
    SawYourSite Opening 1 "HPを拝見: has looked at the site and writes because of it."
        "ホームページを拝見|HPを拝見|HPなどを拝見|サイトを拝見|ページを拝見|ショップを拝見|ストアを拝見|SNSを拝見|事業内容を拝見|取り組みを拝見|拝見しご連絡|拝見しまして|"
        "拝見し連絡|拝見させていただき|拝見いたしまして|を拝見し";
    CompanySpeaks Opening 1 "弊社は: a company speaks of itself."
        "弊社は|弊社では|弊社が|弊社も|弊社の|弊社で|弊社に|弊社サービス|弊社にて|弊社より|弊社から|当社は|当社では|当社の|小社|私どもは|私共は|"
        "株式会社|有限会社|合同会社|our company|our agency|our firm|our team|we are a|i represent|i work for|i work with|on behalf of";

    // Offer: what only a seller says to a shop.
    Proposes Offer 2 "ご提案: proposes."
        "ご提案|提案させて|ご案内させて|ご案内をさせ|ご紹介させて|ご紹介をさせ|ご説明させて|ご説明をさせ|説明させてい|ご案内可能|ご案内でき|ご提案でき|ご提供させて|ご案内申し上げ|ご案内差し上げ|"
        "のご案内です|のご案内でございます|のご紹介です|サービスをご紹介|サービスのご紹介|サービスのご案内|ご案内にてご連絡|ご案内でご連絡|提案が可能|ご紹介が可能|ご紹介可能|"
        "ご説明の機会|ご説明のお時間|会社案内をさせ|ご説明できれば|ご紹介できれば|ご紹介できます|ご案内したく|ご提案したく|ご紹介したく|"
        "would like to offer|like to propose|business proposal|partnership proposal|proposal for your|happy to send a proposal|allow me to introduce|"
        "let me introduce|introduce our|want to introduce|would love to show|like to show you|id love to show|we would be happy to help|can help you|we can help|help your|we help|i help";
    Cooperates Offer 2 "協業: wants to cooperate, ally or be an agent."
        "協業|業務提携|資本提携|資本業務|事業提携|アライアンス|ビジネスパートナー|開発パートナー|パートナー企業|パートナー様|パートナー契約|販売パートナー|代理店募集|"
        "代理店を募集|取次店|紹介パートナー|下請け|外部パートナー|ご一緒させて|ご一緒でき|ご協賛|協賛いただけ|協賛のお願い|出展のご|出展募集|出店のご|出店しませんか|"
        "collaborat*|partner with you|partnership with|strategic partner*|business partner*|joint venture|sponsor* opportunit*|become a reseller|white label";
    Provides Offer 2 "ご支援しております: says what it provides to companies."
        "ご支援をし|ご支援し|ご支援いた|ご支援を行|ご支援可能|ご支援でき|ご支援が可能|ご支援させて|支援を行|支援しており|支援してお|支援いたし|支援する企業|支援する会社|支援サービス|"
        "サービスを提供|サービスをご提供|サービスを展開|サービスを運営|サービスを行|ご提供しており|ご提供いたし|ご提供してい|ご提供が可能|ご提供可能|提供いたしており|"
        "提供しており|提供してい|提供する|代行サービス|代行いたし|代行しており|を代行|代行会社|ワンストップ|一気通貫|一貫してサポート|トータルサポート|"
        "サポートいたします|サポートしており|サポートさせていただ|サポートする|お手伝いをさせ|お手伝いさせ|お手伝いでき|お手伝いいたし|お手伝いをして|伴走|"
        "手がけており|手掛けており|得意としており|強みとしており|に特化した|を専門とし|を専門に|承ります|承っております|お引き受け|請け負い|請負|お任せくだ|お任せ下さ|お任せいただ|全国対応|ご紹介しております|ご紹介してお|ご紹介いたし|ご提案いたし|ご用意しており|の製造をして|の販売をして|を製造して|仲介会社|専門会社|サービスです|サービスとなり|を運営しており|を営んでおり|でやります|自動化でき|丸投げ|まるごと|作成いたします|制作いたします|制作しています|制作しております|作成しています|代行します|代行し|構築します|"
        "we provide|we offer|we specialize|we specialise|we are specialized|we are specialised|i specialize|specializing in|specialising in|our services|our service|our solution|our platform|our software|"
        "leading provider|leading supplier|we are a leading|we are manufacturer*|we manufacture|i offer|i provide|we supply|we develop|we build|we design|we create|we have been helping|we have helped|weve helped";
    HelpsReader Offer 2 "お役に立てる: wants to be of use to the reader, or asks for interest."
        "お役に立て|お役立て|お役に立ち|お役立ちでき|お力になれ|お力になり|お力添え|力添えさせ|貢献できる|貢献でき|貢献いたし|ご興味が|ご興味を|ご興味ご|ご興味いただ|ご興味のある|ご興味あれば|ご興味お|"
        "ご関心が|ご関心を|ご関心お|ご関心ご|ご関心のある|"
        "お困りではありません|お困りではございません|お困りではない|お困りでしたら|お困りごとはござ|お困りごとはあり|お困り事はござ|お悩みではありません|お悩みではございません|"
        "お悩みでしたら|お悩みはござ|お悩みはあり|課題がございまし|課題はござ|課題をお持ち|課題を解決|課題解決|お感じではない|このようなお悩み|こんなお悩み|"
        "は行っていらっしゃいますか|は検討されていますか|ご検討されている企業|ご検討中の企業|しませんか|始めませんか|はじめませんか|作りませんか|見直しませんか|増やしませんか|変えませんか|減らしませんか|下げませんか|任せてみませんか|任せませんか|払っていませんか|損していませんか|諦めていませんか|逃していませんか|なっていませんか|古くないですか|お済みですか|お済みでしょうか|ご存じですか|ご存知でしょうか|お探しではありません|興味はござい|興味はあり|話だけでも|お話だけ|お悩みの|お困りの|されてみませんか|してみませんか|"
        "if you are interested|if youre interested|if this sounds|if interested|would you be interested|are you interested|might be interested|may be interested|would be interested in|are you open to|"
        "let me know if you|are you struggling|are you looking to";
    ReaderIsCompany Offer 1 "企業様: speaks of its customers as companies."
        "企業様|法人様|会社様|店舗様|事業者様|ショップ様|ストア様|オーナー様|クライアント企業|クライアント様|お取引先様|導入企業|取引企業|制作会社様|メーカー様|EC事業者|通販事業者|"
        "your competitors|our clients|businesses like yours|companies like yours|stores like yours|brands like yours|shops like yours|online stores|ecommerce stores|e commerce stores|shopify stores|shopify brands|ecommerce brands|"
        "e commerce brands|sellers like you|business owners|store owners";
    TradeSold Offer 3 "SEO, MEO, 営業代行 …: services that nobody but their seller writes to a shop about."
        "SEO|MEO|M&A|SES|RPO|BPO|集客支援|集客代行|集客サービス|集客ツール|営業代行|営業支援|営業リスト|顧客リスト|リスト販売|テレアポ|フォーム営業|アポイント獲得|アポ獲得|商談獲得|リード獲得|新規開拓|販路拡大|販路開拓|"
        "広告運用|運用代行|広告代理|リスティング|SNS運用|インスタ運用|Instagram運用|インフルエンサーマーケ|インフルエンサーPR|インフルエンサー施策|インフルエンサーのキャスティング|インフルエンサーを活用|インフルエンサーをご紹介|"
        "TikTok運用|動画制作|映像制作|動画広告|広告動画|ホームページ制作|HP制作|サイト制作|WEB制作|LP制作|サイト改善|サイト診断|サイトリニューアル|アプリ化|構築代行|制作代行|撮影代行|商品撮影|商品写真の撮影|"
        "受託開発|オフショア|ラボ型|技術者支援|エンジニア派遣|エンジニアのご紹介|フリーランス人材|人材紹介|人材派遣|人材サービス|人材のご|人材をご|求人広告|求人媒体|採用支援|採用代行|採用媒体|採用コンサル|採用単価|"
        "外国人材|外国人スタッフ|特定技能|技能実習|導入研修|節税|一括償却|ファクタリング|資金調達|事業承継|株式譲渡|事業譲渡|EC運営代行|EC運用代行|ECコンサル|モール運営|楽天運営|Amazon運用|越境EC|"
        "物流代行|発送代行|出荷代行|倉庫サービス|フルフィルメント|3PL|決済代行|決済手数料|後払いサービス|手数料を削減|手数料削減|法人回線|法人携帯|法人向けプラン|オフィス移転|電話代行|秘書代行|経理代行|事務代行|記帳代行|顧問税理士|"
        "コールセンター代行|アウトソーシング|プレスリリース配信|クラウドファンディング|レビュー対策|口コミ対策|口コミ促進|レビュー代行|レビュー獲得|MAツール|CRMツール|チャットボット|AIツール|AI接客|Pマーク|ISMS|脆弱性診断|"
        "ポスティング|ダイレクトメール発送|チラシ印刷|アフィリエイト|ASP|ライブコマース|マッチングサービス|ビジネスマッチング|決裁者アポ|在庫買取|過剰在庫|新電力|法人カード|化粧品OEM|OEMメーカー|"
        "search engine optimization|link building|backlink*|guest post*|guest article*|sponsored post*|sponsored article|domain authority|website audit|site audit|website redesign|redesign your|web development|website development|"
        "app development|software development|offshore|outsourc*|lead generation|digital marketing|social media marketing|social media management|email marketing|email list*|ppc|google ads|facebook ads|influencer marketing|"
        "virtual assistan*|staff augmentation|dedicated developers|explainer video*|fulfillment service*|fulfilment service*|3pl|freight forward*|merchant account|business loan*|working capital|funding for your|merchant cash|business funding|unsecured loan*|"
        "rank on google|ranking on google|rank higher|google ranking*|search rankings|your rankings|page one of google|first page of google|followers|content creator|lifestyle creator|ugc|brand ambassador|private label";
    TradeTold Offer 1 "助成金, 電気代 …: trades that shops may deal in themselves."
        "集客|マーケティング|システム開発|アプリ開発|コンサルティング|ブランディング|コスト削減|コストダウン|経費削減|業務効率化|業務改善|DX|生成AI|研修|助成金|補助金|資金繰り|融資|買収|売却|投資|"
        "太陽光|蓄電池|電気代|電気料金|LED|電力|光回線|インターネット回線|通信費|複合機|コピー機|ウォーターサーバー|法人保険|福利厚生|健康経営|決済サービス|決済端末|メディア掲載|インタビューメディア|対談|掲載料|掲載費|掲載プラン|広告枠|広告掲載|広告費|"
        "OEM|ノベルティ|オリジナルグッズ|オリジナル印刷|求人|エンジニア|加盟店|フランチャイズ|モール|出店|展示会|リニューアル|公式アカウント|フォロワー|インフルエンサー|アンバサダー|PR投稿|自動化|清掃サービス|警備|"
        "web design|website design|mobile app*|development team|photo editing|product photography|payment processing|logistics|shipping rates|packaging solution*|video production|loan*|investment|crypto*|traffic|collab|collaboration|marketing|oem|translation service*";
    SellsGoods Offer 3 "お取り扱いください: wants the shop to stock its goods."
        "お取り扱いいただ|お取り扱い頂|お取扱いいただ|取り扱っていただ|仕入れていただ|仕入れませんか|仕入先として|仕入れ先として|卸売のご|卸のご案内|卸販売のご|"
        "弊社商品を|貴店で販売していただ|貴店で販売いただ|貴店のオンラインショップで販売|貴社商品をぜひ|貴社の商品をぜひ|お店に置いて|店頭に置いて|置いていただけ|ご出店いただ|出店していただ|出品していただ|ご出品いただ|工場直|メーカー直|産地直送で卸|輸入商社|専門商社|卸すことができ|卸せます|卸値は|卸値で|卸価格で|卸問屋|サンプルお送り|サンプルを無料|サンプルをお送り|最新のカタログ|商品カタログを|カタログを送らせ|OEM可|弊社製品を|弊社の商品を|弊社の製品を|当社商品を|当社製品を|サンプルをお送りさせ|サンプルをお送りいたし|無料サンプルを|カタログをお送り|取扱店を募集|取扱店募集|販売店を募集|販売店募集|"
        "factory direct|our catalogue|direct from the factory|carry our|stock our|sell our products|wholesale catalog of|our product line|our products in your|our catalog|from our factory|our factory";
    Record Offer 2 "導入実績: shows off its customers."
        "導入実績|支援実績|開発実績|制作実績|取引実績|運用実績|実績多数|実績がございます|実績一例|実績一部|導入事例|支援事例|成功事例|社以上の実績|社以上に|社以上が|社以上の企業|導入いただいており|"
        "ご導入いただいて|ご利用いただいており|ご活用いただいており|多くの企業|多数の企業|大手企業|上場企業|名在籍|名が在籍|件以上の実績|店舗以上|"
        "case stud*|our portfolio|track record|years of experience|clients worldwide|clients include|trusted by|we have worked with|weve worked with|happy clients";

    // Meeting.
    OnlineMinutes Meeting 2 "オンラインで30分: a short talk, online."
        "オンラインで10分|オンラインで15分|オンラインで20分|オンラインで30分|オンラインにて15分|オンラインにて20分|オンラインにて30分|オンラインにて10分|10分ほど|15分ほど|20分ほど|30分ほど|"
        "10分程度|15分程度|20分程度|30分程度|60分程度|30分だけ|15分だけ|1時間程度|30分オンライン|オンライン面談|オンライン商談|オンライン会議|オンラインでのお|オンラインミーティング|WEB会議|ZOOMにて|ZOOMで|"
        "Zoomまたは|WEB面談|オンラインでお打|オンラインで打|オンラインで情報交換|オンラインでご説明|オンラインで面談|オンラインにてお|オンラインにてご|オンラインでお話|"
        "quick call|short call|brief call|15 minute*|10 minute*|20 minute*|30 minute*|15min|30min|15 min|30 min|quick chat|brief chat|hop on a|jump on a|zoom call|discovery call|phone call this|call this week|call next week|chat this week|chat next week|quick meeting|short demo|free demo|schedule a|book a call|book a meeting|book a demo|set up a call|set up a time";
    Appointment Meeting 2 "お打ち合わせ: asks for an appointment."
        "お打ち合わせ|お打合せ|お打合わせ|打ち合わせの|打合せの|面談の|ご面談|商談の機会|商談のお|アポイント|お時間を頂戴|お時間頂戴|お時間をいただ|お時間いただ|お時間を少し|お時間をください|"
        "お時間を拝借|情報交換|ご挨拶の機会|ご挨拶をさせ|ご挨拶させ|ご挨拶を兼ね|ご挨拶も兼ね|意見交換|お話させて|お話をさせて|お話しさせて|お話の機会|お話する機会|お話だけでも|"
        "ご都合の良い日時|ご都合のよい日時|ご都合の良いお日にち|ご都合のよろしい日|候補日|日程調整|日程をいくつか|ご都合いかが|貴社にお伺い|御社にお伺い|御社へお伺い|ご訪問|訪問させて|お伺いさせて|"
        "your availability|are you available|what time works|good time to talk|time to connect|time to chat|would love to connect|worth a chat|open to a";

    // Addressee.
    YourCompany Addressee 1 "貴社, 御社: writes to a company."
        "貴社|御社|貴店|貴殿|貴サイト|貴ショップ|貴オンライン|貴ブランド|社長様|経営者様|おたくの|your company|your business|your organization|your organisation|your brand";
    PersonInCharge Addressee 1 "ご担当者様: writes to whoever is in charge."
        "担当者様|ご担当の方|責任者様|代表者様|ご担当様|担当各位|代表取締役様|関係者各位|決裁者|採用担当|EC担当|通販担当|マーケティング担当|広報担当|仕入担当|仕入れ担当|バイヤー様|"
        "person in charge|decision maker|business owner|dear sir|dear madam|dear owner|dear manager|dear website owner|marketing manager|marketing team|hi there team|website owner|purchasing manager|the right person|dear webmaster";

    // Promise.
    PricePromise Promise 2 "最安値: promises a price, or that it costs nothing."
        "最安値|業界最安|格安|特別価格|特別プラン|特別料金|完全成果報酬|成果報酬|成功報酬|着手金|成約時|成約料|買い切り|反響保証|導入費無料|導入費用無料|見積無料|見積り無料|見積もり無料|見積りは無料|見積もりは無料|見積りタダ|料金いただきません|料金はいただ|費用はいただ|費用は成|ぽっきり|万円で|万円から|円から承|枚1円|枚2円|枚3円|枚5円|円から|円よりご|協力費|制作費|掲載費|掲載料|出店料|販売手数料|手数料3|手数料2|手数料1|乗り換え|キャンペーン中|導入キャンペーン|無料のテスト|テスト撮影|費用0|0円で体験|1か月無料|1ヶ月無料|初月無料|30日間無料|14日間無料|初期費用0|初期費用無料|初期費用なし|初期費用ゼロ|初期費用は一切|月額固定|月額1|月額2|月額3|月額4|月額5|月額9|月額料金|0円で|無料で診断|無料診断|無料相談|"
        "無料トライアル|無料お試し|無料監査|無料でご提供|無料でご利用|無料にて|無料ウェビナー|無料セミナー|無料キャンペーン|無料デモ|今なら|いまなら|先着|期間限定|限定価格|安価かつ|低価格|低コスト|完全無料|"
        "no collateral|approved in|reply yes|my rates|rates start|free sample*|get a quote|free audit|free consultation|free quote|free trial|free proposal|free report|no obligation|no cost|no upfront|affordable|competitive price*|best price*|lowest price|special offer|limited time|at a fraction|money back|flat rate|discounted rate|factory price*";
    EffectPromise Promise 2 "売上アップ: promises an effect."
        "売上アップ|売上UP|売上向上|売り上げ向上|売上を伸ば|売上を最大化|売上拡大|売上増|売上に貢献|集客を増|集客増|アクセスアップ|アクセス数を|上位表示|CVR改善|CV改善|CVRを|転換率|認知拡大|認知度向上|"
        "%削減|%以上削減|%カット|割削減|工数を削減|コストを削減|コストを抑え|人件費を削減|工数が半減|半減|2倍|3倍|5倍|10倍|倍以上|%アップ|%UP|%向上|利益率|即日対応|即戦力|高品質|安定した収益|"
        "increase your|boost your|grow your|double your|double their|triple your|improve your|first page|page one|top of google|costing you|losing traffic|losing customers|more traffic|organic traffic|more sales|more leads|more customers|qualified leads|new customers|scale your|"
        "skyrocket|roi|guaranteed|guarantee results|save up to|cut your costs|reduce your costs|reduce costs|save time and";
    SubsidyPromise Promise 1 "助成金対象: public money pays."
        "助成金対象|助成金を活用|助成金活用|補助金を活用|補助金活用|補助金対象|IT導入補助金|助成金の活用|補助金の活用|実質無料|実質負担";
    Event Promise 1 "セミナー: invites to an event."
        "セミナー|ウェビナー|オンライン説明会|展示会に出展|交流会|カンファレンス|勉強会|webinar|free workshop|exhibition|trade show|online event";

    // Campaign.
    CampaignLink Campaign 2 "A scheduler's, counter's or shortener's link.";
    ManyLinks Campaign 1 "More links than a shopper shows.";
    NoReply Campaign 2 "An address that takes no answer.";
    CampaignWords Campaign 2 "配信停止, 資料ダウンロード: the words of a mailing."
        "配信停止|配信を停止|配信不要|配信を希望されない|配信解除|ご不要でしたら|ご不要の場合|不要な場合は|読み流し|本メールは営業|今後ご連絡が不要|今後のご案内が不要|ご案内が不要|"
        "資料ダウンロード|資料請求はこちら|資料はこちら|無料登録|お申し込みはこちら|お申込みはこちら|お申込はこちら|ご予約はこちら|予約はこちら|日程調整はこちら|サービス詳細|サービス資料|サービスサイト|"
        "詳しくはこちら|詳細はこちら|ダウンロードはこちら|unsubscribe|opt out|not interested please|if youre not interested|if you are not interested|reply stop|remove you from|no longer wish to receive";
    DeniesSelling Campaign 1 "営業ではありません: says what nobody asked."
        "営業ではあり|営業ではござ|営業ではなく|売り込みではあり|売り込みではなく|営業目的ではあり|勧誘ではあり|not a sales pitch|not trying to sell|not spam";

    // Signature.
    SignatureBlock Signature 1 "Phone, mail, page and a rule in the last lines.";
    CompanyGiven Signature 1 "The request names a company.";
    SalesDepartment Signature 1 "営業部: signs as a seller."
        "営業部|営業本部|営業課|営業担当|セールス|事業開発|インサイドセールス|マーケティング部|マーケティング事業部|アドバイザリー|コンサルタント|business development|sales manager|sales director|account manager|account executive|seo expert|"
        "seo consultant|marketing consultant|outreach*|growth manager|sales executive|seo specialist|digital marketing executive";

    // Declared.
    TopicChosen Declared 3 "The topic chosen says it.";

    // Honest.
    OrderNumber Honest 4 "An order's number was given.";
    ProductNamed Honest 1 "A product of ours was named.";
    TopicOfBuyers Honest 1 "A topic that only buyers have: trouble with an order, a bulk order.";
    OrderFacts Honest 4 "注文した: tells of an order or of goods received."
        "注文番号|注文No|オーダー番号|注文しました|注文した|注文いたしました|注文したの|注文を|購入しました|購入した|購入いたしました|購入させていただいた|買いました|買った|届きました|届いた|届いておりません|"
        "届きません|届いていません|商品が届かない|納品いただいた|納品された|納品して|導入いただいた|発注した|発注しました|到着しました|返品したい|返品を|返品でき|返品させ|返金を|返金して|返金いただ|返金はでき|交換して|交換をお|不良品|破損して|壊れて|キャンセルしたい|キャンセルを|再配達|"
        "my order|order number|order no|i ordered|we ordered|i bought|we bought|i purchased|we purchased|i received|we received|a refund|refund my|tracking number|hasnt arrived|not arrived|have not received|havent received|my parcel|my package|arrived broken|arrived damaged";
    WantsToBuy Honest 4 "購入したい: wants to buy from us."
        "購入したい|購入したく|購入を検討|購入を希望|購入希望|購入をした|購入させて|購入いたしたく|購入は可能|購入できますか|まとめて購入|大量購入|一括購入|注文したい|注文したく|注文を検討|注文は可能|注文できますか|発注したい|発注したく|発注を検討|"
        "注文させて|仕入れたい|仕入れたく|仕入れを検討|仕入れさせて|仕入れは可能|取り扱いたい|取扱いたい|取り扱わせて|お取り扱いさせて|お取扱いさせて|取り扱いさせて|販売させていただ|販売したい|卸していただ|卸して|卸価格を|卸売価格を|卸売りはし|卸売はし|卸の条件|掛け率を|ロットを教|"
        "製作を依頼|制作を依頼|製作をお願い|制作をお願い|製作のご依頼|制作のご依頼|作りたいのです|作っていただ|製作ができないか|製作が出来ないか|制作が出来ないか|製作できないか|"
        "在庫はあり|在庫はござ|在庫ありますか|納期を教|納期はどのくらい|個必要|個ほど必要|個ほしい|個欲しい|個購入|個注文|"
        "like to order|want to order|like to buy|want to buy|looking to buy|looking to purchase|like to purchase|want to purchase|interested in buying|interested in purchasing|interested in ordering|interested in stocking|like to stock your|carry your|sell your products|"
        "stock your|place an order|bulk order for|order in bulk|your wholesale|do you offer wholesale|do you wholesale|your price list|your minimum order|order 10|order 20|order 30|order 50|order 100|order 200|in stock|do you ship";
    WantsQuote Honest 3 "お見積り: asks us for a quotation."
        "見積をお願い|見積りをお願い|見積もりをお願い|見積をいただ|見積りをいただ|見積もりをいただ|見積書をいただ|見積書をお願い|見積書を発行|見積書の発行|見積りをお送り|見積もりをお送り|見積書をお送り|見積をくだ|見積もりをくだ|見積りをくだ|"
        "見積依頼|見積りを依頼|見積もりを依頼|見積のお願い|見積もりのお願い|見積りのお願い|お見積りについて|請求書を発行して|請求書をお送|請求書をいただ|請求書の再発行|領収書を|領収書の発行|いくらぐらい|いくらになり|いくらかかり|費用を教え|"
        "quotation for|a quote for|quote for|send us a quote|send me a quote|provide a quote|an invoice for|receipt for";
    SeeksWork Honest 4 "応募: applies for work."
        "応募したい|応募したく|応募いた|応募を希望|応募を検討|への応募|求人情報を|求人を見|求人を拝見|履歴書|職務経歴書|インターンシップ|インターンを|アルバイト募集|アルバイトを募集し|採用情報を|貴社で働|御社で働|貴店で働|入社を希望|志望し|志望動機|アルバイトは|"
        "job opening|apply for|application for the|my resume|my cv|internship|work for you|position at your|hiring for";
    Press Honest 4 "取材, 費用は一切: the press, at no cost."
        "取材のお願い|取材をお願い|取材のお時間|取材にご協力|取材に伺|取材へのご協力|商品写真の使用|写真の使用許可|取材協力のお願い|次号の|取材させて|取材のご依頼|取材依頼|編集部|新聞社|新聞の|記者の|番組制作|番組の|テレビ局|ラジオ局|掲載は無料|掲載無料です|取材費用は|掲載費用は発生しません|写真を使用|画像を使用|掲載許可|"
        "journalist|reporter|editor at|press inquiry|press enquiry|interview you for|article about your|feature you in";
    PublicOffice Honest 4 "市役所, 公募: a public office or a school."
        "市役所|区役所|町役場|村役場|県庁|都庁|市の職員|市健康|本市|当市|本県|本町|公募型|公募に|プロポーザル|入札|仕様書は|税務署|消防署|警察署|警察の|保健所|労働基準|消費生活センター|国民生活センター|統計調査|"
        "大学の|大学院|大学です|大学生|大学と申|高校の|高等学校|中学校|小学校|幼稚園|保育園|pta|授業|職場体験|職業体験|卒業論文|卒論|修学旅行|学園祭|文化祭|生徒|児童|city hall|police|public school|elementary school|high school|university student|tax office";
    Report Honest 3 "不具合: tells of something that doesn't work or isn't right."
        "不具合|エラーが|エラーにな|動きません|動かない|表示されません|表示されない|ログインできません|ログインできない|メールが届かない|事象が発生|誤りがあ|間違って|決済できない|決済ができ|購入できない|決済に進めない|お忘れ物|忘れ物|権利侵害|著作権|"
        "消費者センター|誤って|故障|修理|保証書|保証期間|doesnt work|does not work|isnt working|not working|broken link|error message|a complaint|to complain|under warranty|is broken";
}

/// Hosts of services that book meetings, shorten links or count clicks, and
/// what campaigns hang on a link.
pub(super) const CAMPAIGN_LINKS: &[&str] = &[
    "utm_",
    "timerex.",
    "calendly.",
    "calendar.app.google",
    "calendar.google.com",
    "youcanbook.",
    "spirinc.",
    "spir.",
    "jicoo.",
    "eeasy.",
    "crowd-calendar.",
    "waaq.",
    "aitemasu.",
    "scheduling",
    "meetings.hubspot",
    "hubspot.com/meetings",
    "meetings.hs",
    "acuityscheduling",
    "cal.com",
    "tidycal.",
    "zcal.",
    "savvycal.",
    "bookings.cloud",
    "outlook.office365.com/owa/calendar",
    "bit.ly",
    "x.gd",
    "tinyurl.",
    "t.co/",
    "ow.ly",
    "buff.ly",
    "cutt.ly",
    "goo.gl",
    "is.gd",
    "rebrand.ly",
    "lp.",
    "/lp/",
    "forms.gle",
    "docs.google.com/forms",
    "lin.ee",
    "peatix.",
    "?ref=",
    "&ref=",
    "mailchi.mp",
    "chouseisan.",
    "formrun",
    "form.run",
    "nitte.app",
    "scheduler.",
    "booking.",
];

/// Names of mail boxes that take no answer.
pub(super) const NO_REPLY: &[&str] = &["noreply", "no-reply", "no_reply", "donotreply", "do-not-reply"];
