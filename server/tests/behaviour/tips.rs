//! Tips for new people, which they dismiss for good.

use crate::support::{sees, workspace};
use protocol::{EventKind, tip};
use reqwest::Method;

#[tokio::test]
async fn a_dismissed_tip_is_gone_for_good_on_every_device_and_from_nobody_else() {
    let (_server, room, [ada, grace]) = workspace().await;
    assert_eq!(grace.snapshot().await.tips, tip::OF_EVERYONE);
    let first = [&[tip::FIRST_STEPS], &tip::OF_EVERYONE[..]].concat();
    assert_eq!(ada.snapshot().await.tips, first);

    let position = grace.position().await;
    let mut at_phone = grace.sign_in_again().await.connect().await;
    let path = format!("/api/me/tips/{}", tip::JUMP);
    assert_eq!(grace.send(Method::DELETE, &path).await, 204);
    let gone = sees!(at_phone, EventKind::TipDismissed { tip } => tip);
    assert_eq!(gone, tip::JUMP);
    let mut after = grace.resumes(&position).await;
    let gone = sees!(after, EventKind::TipDismissed { tip } => tip);
    assert_eq!(gone, tip::JUMP);
    assert_eq!(grace.snapshot().await.tips, [tip::MENTION, tip::THREAD]);
    assert_eq!(ada.snapshot().await.tips, first);

    // A tip that the person does not have makes no event.
    let before = grace.snapshot().await.cursors;
    for tip in [tip::JUMP, tip::FIRST_STEPS, "no-such-tip"] {
        let path = format!("/api/me/tips/{tip}");
        assert_eq!(grace.send(Method::DELETE, &path).await, 204);
    }
    assert_eq!(grace.snapshot().await.cursors, before);

    assert_eq!(grace.send(Method::DELETE, "/api/me/tips").await, 204);
    assert!(grace.snapshot().await.tips.is_empty());
    let guest = ada.invites_guest("Barbara", &[room]).await;
    assert_eq!(guest.snapshot().await.tips, tip::OF_EVERYONE);
}
