//! What a query finds, in many scripts.

use crate::support::workspace;

/// Messages, the oldest first.
const MESSAGES: &[(&str, &str)] = &[
    ("cafe", "Meet me at the Café Zürich, naïve as I am"),
    ("node", "We use Node.js and C++ in OPS-358 since v2.10"),
    ("sharp", "C# and F# are fine, plain C too"),
    (
        "url",
        "See https://docs.example.org/guide/Getting_Started?lang=en#first-steps please",
    ),
    ("team", "The whole team drinks green tea"),
    ("tea", "Tea is ready"),
    ("phrase", "Tea for the green team"),
    ("polish", "Zażółć gęślą jaźń w Łodzi"),
    ("german", "Die Straße ist größer als gedacht"),
    ("turkish", "İstanbul'da ışık"),
    ("viet", "Tôi uống cà phê sữa đá ở Hà Nội"),
    ("russian", "Ёлка стоит в Москве, мой друг"),
    ("ukrainian", "Її їжак любить ґудзики"),
    ("greek", "Ο Οδυσσέας γύρισε στην Ιθάκη, ο καημένος ΚΌΣΜΟΣ"),
    ("chinese", "明天下午三点开产品评审会议，请准备资料"),
    ("traditional", "請把報告寄給王小明"),
    ("japanese", "明日の会議資料をスライドにまとめました"),
    ("kana", "カフェでコーヒーを飲みながら、ガンダムの話をした"),
    ("thai", "พรุ่งนี้มีประชุมที่สำนักงานกรุงเทพ"),
    ("korean", "내일 회의를 서울에서 합니다"),
    ("korean2", "회의록은 회의실에 있어요"),
    ("arabic", "الاجتماع غدًا في المَكتَب"),
    ("persian", "می‌خواهم کتاب بخوانم"),
    ("hebrew", "הפגישה מחר בְּתֵל אָבִיב"),
    ("hindi", "कल दिल्ली में बैठक है"),
    ("mixed", "iPhone16を買った。価格は¥124,800でした🎉"),
    (
        "markup",
        "The **bold** move, see [the plan](https://plans.example.net/roadmap) and `let_it_be`",
    ),
    ("quote", "She said \"it's done\" (finally)"),
];

/// Queries, each with the messages that it finds, the newest first.
const CASES: &[(&str, &[&str])] = &[
    // Latin: case and marks do not matter.
    ("cafe", &["cafe"]),
    ("CAFÉ", &["cafe"]),
    ("cafe\u{301}", &["cafe"]),
    ("zurich", &["cafe"]),
    ("naive ", &["cafe"]),
    ("ｃａｆｅ", &["cafe"]),
    ("lodzi", &["polish"]),
    ("zazolc", &["polish"]),
    ("strasse", &["german"]),
    ("STRASSE ", &["german"]),
    ("grosser", &["german"]),
    ("istanbul", &["turkish"]),
    ("isik", &["turkish"]),
    ("ca phe sua da", &["viet"]),
    ("hanoi", &[]),
    ("\"ha noi\"", &["viet"]),
    // Words with dots, dashes, digits and signs, whole and by their parts.
    ("node.js", &["node"]),
    ("node", &["node"]),
    ("js ", &["node"]),
    ("node-js ", &["node"]),
    ("OPS-358", &["node"]),
    ("ops ", &["node"]),
    ("358 ", &["node"]),
    ("ops-35", &["node"]),
    ("ops-35 ", &[]),
    ("v2.10 ", &["node"]),
    ("c++", &["node"]),
    ("c# ", &["sharp"]),
    ("F#", &["sharp"]),
    ("c ", &["sharp", "node"]),
    ("docs.example.org", &["url"]),
    (
        "https://docs.example.org/guide/Getting_Started?lang=en#first-steps",
        &["url"],
    ),
    ("getting_started", &["url"]),
    ("started ", &["url"]),
    ("example ", &["markup", "url"]),
    ("124,800", &["mixed"]),
    ("let_it_be", &["markup"]),
    ("bold move", &["markup"]),
    ("roadmap", &["markup"]),
    ("it's", &["quote"]),
    // The last word may go on; a space after it ends it.
    ("te", &["phrase", "tea", "team"]),
    ("tea", &["phrase", "tea", "team"]),
    ("team ", &["phrase", "team"]),
    ("tea ", &["phrase", "tea", "team"]),
    ("read", &["tea"]),
    ("drin", &["team"]),
    ("drin ", &[]),
    ("drin* tea ", &["team"]),
    // Phrases and exclusions.
    ("green tea ", &["phrase", "team"]),
    ("\"green tea\"", &["team"]),
    ("\"green te\"", &[]),
    ("\"green te\"*", &["phrase", "team"]),
    ("\"green te", &["phrase", "team"]),
    ("tea -green", &["tea"]),
    ("tea -\"green tea\"", &["phrase", "tea"]),
    ("tea -team -ready", &[]),
    // Cyrillic and Greek.
    ("елка", &["russian"]),
    ("ЁЛКА ", &["russian"]),
    ("москв", &["russian"]),
    ("мой ", &["russian"]),
    ("мои ", &[]),
    ("їжак", &["ukrainian"]),
    ("οδυσσεας", &["greek"]),
    ("ΙΘΆΚΗ", &["greek"]),
    ("κοσμος ", &["greek"]),
    // Chinese.
    ("会议", &["chinese"]),
    ("评审", &["chinese"]),
    ("审会", &["chinese"]),
    ("议", &["chinese"]),
    ("会议 资料", &["chinese"]),
    ("产品 -会议", &[]),
    ("資料", &["japanese"]),
    ("王小明", &["traditional"]),
    ("报告", &[]),
    // Japanese.
    ("会議", &["japanese"]),
    ("議資", &["japanese"]),
    ("明日の会議資料", &["japanese"]),
    ("の", &["kana", "japanese"]),
    ("スライド", &["japanese"]),
    ("コーヒー", &["kana"]),
    ("ｺｰﾋｰ", &["kana"]),
    ("ｶﾞﾝﾀﾞﾑ", &["kana"]),
    ("か\u{3099}ん", &[]),
    ("カ\u{3099}ンタ\u{3099}ム", &["kana"]),
    ("カンタム", &[]),
    ("iphone16を", &["mixed"]),
    ("iphone", &["mixed"]),
    ("買", &["mixed"]),
    ("🎉", &["mixed"]),
    // Thai.
    ("ประชุม", &["thai"]),
    ("สำนักงาน", &["thai"]),
    ("กรุงเทพ", &["thai"]),
    ("ที่", &["thai"]),
    ("ก", &["thai"]),
    ("ประชุม กรุงเทพ", &["thai"]),
    ("โรงเรียน", &[]),
    // Korean, with particles.
    ("회의", &["korean2", "korean"]),
    ("회의를", &["korean"]),
    ("회의실", &["korean2"]),
    ("서울", &["korean"]),
    ("서울에서", &["korean"]),
    ("\u{1112}\u{116c}\u{110b}\u{1174}", &["korean2", "korean"]),
    ("록", &["korean2"]),
    // Arabic, Persian, Hebrew and Hindi.
    ("المكتب", &["arabic"]),
    ("غدا", &["arabic"]),
    ("كتاب", &["persian"]),
    ("کتاب", &["persian"]),
    ("تل אביב", &[]),
    ("תל אביב", &[]),
    ("בתל אביב", &["hebrew"]),
    ("הפגישה", &["hebrew"]),
    ("दिल्ली", &["hindi"]),
    ("बैठक", &["hindi"]),
];

#[tokio::test]
async fn every_query_finds_its_messages_in_every_script() {
    let (_server, room, [ada, grace]) = workspace().await;
    for (_, body) in MESSAGES {
        ada.says(room, body).await;
    }
    let body = |key: &str| {
        let found = MESSAGES.iter().find(|(other, _)| *other == key);
        found.expect("a message").1
    };
    let mut wrong = Vec::new();
    for (query, keys) in CASES {
        let expected: Vec<_> = keys.iter().map(|key| body(key)).collect();
        let found = grace.finds(query).await;
        if found != expected {
            wrong.push(format!("{query:?} finds {found:?} and not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(CASES.len() >= 60);
}
