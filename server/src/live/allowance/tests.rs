//! One person's allowance, with small limits.

use super::*;
use futures::FutureExt as _;
use std::time::Duration;
use uuid::Uuid;

const ADA: UserId = UserId(Uuid::from_u128(1));
const GRACE: UserId = UserId(Uuid::from_u128(2));
const OFFICE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
const HOME: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

fn small() -> Tuning {
    Tuning {
        burst: 6,
        rate: 10,
        requests_in_flight: 2,
        requests_waiting: 3,
        person_connections: 2,
        network_connections: 3,
        ..Tuning::default()
    }
}

#[tokio::test]
async fn people_have_separate_allowances() {
    let allowances = Allowances::new(true, &small());
    assert!((0..6).all(|_| allowances.of(ADA).try_take(Instant::now(), 1)));
    assert!(!allowances.of(ADA).try_take(Instant::now(), 1));
    assert!(allowances.of(GRACE).try_take(Instant::now(), 1));
}

#[tokio::test]
async fn excess_requests_wait_and_further_ones_are_refused_with_a_time_to_retry() {
    let allowances = Allowances::new(true, &small());
    let ada = allowances.of(ADA);
    let first = ada.admit().await.expect("admitted");
    let second = ada.admit().await.expect("admitted");
    assert!(!first.waited && !second.waited);
    let mut waiting: Vec<_> = (0..3).map(|_| Box::pin(ada.admit())).collect();
    for request in &mut waiting {
        assert!(request.now_or_never().is_none(), "it must wait");
    }
    match ada.admit().await {
        Err(TooManyRequests(wait)) => assert!(wait <= Duration::from_millis(300)),
        _ => panic!("it must be refused"),
    }
    drop(first);
    let third = waiting.remove(0).await.expect("admitted");
    assert!(third.waited);
    assert!(
        ada.admit().now_or_never().is_none(),
        "there is room to wait again"
    );
    assert!(allowances.of(GRACE).admit().await.is_ok());
}

#[test]
fn the_connections_of_a_person_and_of_a_network_are_bounded() {
    let allowances = Arc::new(Allowances::new(true, &small()));
    let mut slots: Vec<_> = (0..2)
        .filter_map(|_| allowances.claim_slot(ADA, OFFICE))
        .collect();
    assert_eq!(slots.len(), 2);
    assert!(
        allowances.claim_slot(ADA, HOME).is_none(),
        "Ada has as many as she may"
    );
    slots.extend(allowances.claim_slot(GRACE, OFFICE));
    assert!(
        allowances.claim_slot(GRACE, OFFICE).is_none(),
        "the office has as many as it may"
    );
    assert!(allowances.claim_slot(GRACE, HOME).is_some());
    slots.clear();
    assert!(lock(&allowances.networks).is_empty());
    assert!(allowances.claim_slot(ADA, OFFICE).is_some());
}

#[tokio::test]
async fn without_limits_nobody_waits() {
    let allowances = Arc::new(Allowances::new(false, &small()));
    let ada = allowances.of(ADA);
    assert!((0..1000).all(|_| ada.try_take(Instant::now(), 1)));
    let mut admitted = Vec::new();
    for _ in 0..100 {
        admitted.push(ada.admit().await.expect("admitted"));
    }
    let slots: Vec<_> = (0..100)
        .filter_map(|_| allowances.claim_slot(ADA, OFFICE))
        .collect();
    assert_eq!(slots.len(), 100);
}
