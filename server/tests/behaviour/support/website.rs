//! A website that messages link to.

use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, Uri, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;

/// How often each path was requested.
type Visits = Arc<Mutex<BTreeMap<String, usize>>>;

/// Another site on this machine.
pub(crate) struct Website {
    address: SocketAddr,
    visits: Visits,
}

impl Website {
    pub(crate) async fn open() -> Self {
        let router = Router::new()
            .route("/engine", get(engine))
            .route("/page/{title}", get(page))
            .route("/engine.png", get(picture))
            .route("/cyrillic", get(cyrillic))
            .route("/silent/{number}", get(silent));
        Self::serve(router.fallback(missing)).await
    }

    /// Opens a site that accepts connections and never answers.
    pub(crate) async fn open_silent() -> Self {
        Self::serve(Router::new().fallback(silent)).await
    }

    async fn serve(router: Router<Visits>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let visits = Visits::default();
        let router = router.with_state(Arc::clone(&visits));
        tokio::spawn(axum::serve(listener, router).into_future());
        Self { address, visits }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn visits(&self, path: &str) -> usize {
        let visits = self.visits.lock().expect("the visits");
        visits.get(path).copied().unwrap_or_default()
    }

    /// Returns how often paths that start with `start` were requested.
    pub(crate) fn visits_under(&self, start: &str) -> usize {
        let visits = self.visits.lock().expect("the visits");
        let under = visits.iter().filter(|(path, _)| path.starts_with(start));
        under.map(|(_, count)| count).sum()
    }

    pub(crate) fn all_visits(&self) -> usize {
        self.visits.lock().expect("the visits").values().sum()
    }
}

fn count(visits: &Visits, uri: &Uri) {
    let mut visits = visits.lock().expect("the visits");
    *visits.entry(uri.path().to_owned()).or_default() += 1;
}

async fn engine(State(visits): State<Visits>, uri: Uri) -> Html<&'static str> {
    count(&visits, &uri);
    Html(
        r#"<!doctype html><title>Engine</title><meta property="og:title" content="The Engine">
           <meta property="og:description" content="Notes on it"><meta property="og:image" content="/engine.png">"#,
    )
}

async fn page(State(visits): State<Visits>, uri: Uri, Path(title): Path<String>) -> Html<String> {
    count(&visits, &uri);
    Html(format!("<title>{title}</title>"))
}

/// A page that does not name its encoding.
async fn cyrillic(State(visits): State<Visits>, uri: Uri) -> Response {
    count(&visits, &uri);
    let mut page = b"<title>".to_vec();
    // In windows-1251.
    page.extend([
        0xcd, 0xee, 0xe2, 0xee, 0xf1, 0xf2, 0xe8, b' ', 0xf1, 0xe5, 0xe3, 0xee, 0xe4, 0xed, 0xff,
    ]);
    ([(header::CONTENT_TYPE, "text/html")], page).into_response()
}

async fn picture(State(visits): State<Visits>, uri: Uri) -> Response {
    count(&visits, &uri);
    let picture = image::RgbImage::from_pixel(960, 480, image::Rgb([40, 120, 90]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("written");
    ([(header::CONTENT_TYPE, "image/png")], bytes.into_inner()).into_response()
}

async fn silent(State(visits): State<Visits>, uri: Uri) -> StatusCode {
    count(&visits, &uri);
    std::future::pending().await
}

async fn missing(State(visits): State<Visits>, uri: Uri) -> StatusCode {
    count(&visits, &uri);
    StatusCode::NOT_FOUND
}
