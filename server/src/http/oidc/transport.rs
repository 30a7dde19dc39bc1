//! Requests to the provider: by TLS, with an end to patience, and never on to where an answer points.

use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::{
    io::{self, Cursor, ErrorKind},
    pin::Pin,
    time::Duration,
};

/// How long an answer of the provider may take.
const PATIENCE: Duration = Duration::from_secs(4);

/// The most that the provider may answer with, in bytes.
const LARGEST: usize = 1024 * 1024;

/// A body to send.
type Body = Full<Cursor<Vec<u8>>>;

/// What speaks to the provider.
#[derive(Debug)]
pub struct Transport(Client<HttpsConnector<HttpConnector>, Body>);

impl Transport {
    /// For a provider at this address: only one without TLS may name other addresses without TLS.
    pub fn to(issuer: &str) -> Self {
        let roots = HttpsConnectorBuilder::new().with_webpki_roots();
        let connector = if issuer.starts_with("https://") { roots.https_only() } else { roots.https_or_http() };
        Self(Client::builder(TokioExecutor::new()).build(connector.enable_http1().build()))
    }

    async fn send(&self, request: HttpRequest) -> io::Result<HttpResponse> {
        let request = request.map(|body| Full::new(Cursor::new(body)));
        let (head, body) = self.0.request(request).await.map_err(io::Error::other)?.into_parts();
        let body = Limited::new(body, LARGEST).collect().await.map_err(io::Error::other)?;
        Ok(HttpResponse::from_parts(head, body.to_bytes().into()))
    }
}

impl<'c> AsyncHttpClient<'c> for Transport {
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<HttpResponse>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(async move {
            let answer = tokio::time::timeout(PATIENCE, self.send(request)).await;
            answer.unwrap_or_else(|_| Err(io::Error::new(ErrorKind::TimedOut, "the provider does not answer")))
        })
    }
}
