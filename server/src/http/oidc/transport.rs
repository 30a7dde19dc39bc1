//! Requests to the provider: by TLS, with an end to patience, and never on to where an answer points.

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};
use reqwest::{Client, redirect::Policy};
use std::{io, pin::Pin, time::Duration};

/// How long an answer of the provider may take.
const PATIENCE: Duration = Duration::from_secs(4);

/// The most that the provider may answer with, in bytes.
const LARGEST: usize = 1024 * 1024;

/// What speaks to the provider.
#[derive(Debug)]
pub struct Transport(Client);

impl Transport {
    /// For a provider at this address: only one without TLS may name other addresses without TLS.
    pub fn to(issuer: &str) -> Self {
        let client = Client::builder()
            .https_only(issuer.starts_with("https://"))
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .build()
            .expect("a client needs nothing but the certificates of this machine");
        Self(client)
    }

    async fn send(&self, request: HttpRequest) -> io::Result<HttpResponse> {
        let request = request.try_into().map_err(io::Error::other)?;
        let mut answer = self.0.execute(request).await.map_err(io::Error::other)?;
        let mut head = http::Response::builder().status(answer.status());
        if let Some(headers) = head.headers_mut() {
            headers.clone_from(answer.headers());
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(io::Error::other)? {
            if body.len() + chunk.len() > LARGEST {
                return Err(io::Error::other("the provider's answer has no end"));
            }
            body.extend_from_slice(&chunk);
        }
        head.body(body).map_err(io::Error::other)
    }
}

impl<'c> AsyncHttpClient<'c> for Transport {
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<HttpResponse>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
