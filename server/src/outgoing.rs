//! Requests of the server to addresses that people decide: pages to preview, push services. Only public ones are reached.

mod address;
pub(crate) mod guard;

use guard::{FetchTarget, Guard, Refusal};
use reqwest::{
    Client, RequestBuilder, Response,
    dns::{Name, Resolve, Resolving},
    redirect::Policy,
};
use std::sync::Arc;
use url::Url;

/// Reason why a request was not made, or has no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OutgoingError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("the answer came from another address than asked")]
    WrongAddress,
    #[error(transparent)]
    Http(#[from] reqwest::Error),
}

/// Sends one request to one of the checked addresses of a URL. It follows no redirect. `prepare` makes the request.
pub(crate) async fn send(
    guard: &Guard,
    url: &Url,
    user_agent: &'static str,
    prepare: impl FnOnce(&Client) -> RequestBuilder,
) -> Result<Response, OutgoingError> {
    let target = guard.check(url).await?;
    let client = client(&target, user_agent)?;
    let response = prepare(&client).send().await?;
    match response.remote_addr() {
        Some(address) if target.addresses.contains(&address) => Ok(response),
        _ => Err(OutgoingError::WrongAddress),
    }
}

fn client(target: &FetchTarget, user_agent: &'static str) -> Result<Client, reqwest::Error> {
    let mut client = Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .referer(false)
        .user_agent(user_agent)
        .pool_max_idle_per_host(0)
        .dns_resolver(Arc::new(NoResolver));
    if let Some(name) = &target.name {
        client = client.resolve_to_addrs(name, &target.addresses);
    }
    client.build()
}

/// Resolves nothing: the addresses were resolved and checked before.
struct NoResolver;

impl Resolve for NoResolver {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(std::future::ready(Err(Refusal::Unresolved.into())))
    }
}
