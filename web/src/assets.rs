//! Styles, scripts, fonts: in the binary, under names that change with their content, so that browsers keep them for good.

use flate2::{Compression, write::GzEncoder};
use poem::{Request, Response, error::NotFoundError, handler, http::header};
use std::{collections::HashMap, io::Write, sync::LazyLock};

/// Name, media type, content. What refers to another asset does so as `asset(name)`.
const SOURCES: [(&str, &str, &[u8]); 8] = [
    ("sarabun-thai-400.woff2", "font/woff2", include_bytes!("../vendor/sarabun/sarabun-thai-400-normal.woff2")),
    ("sarabun-thai-700.woff2", "font/woff2", include_bytes!("../vendor/sarabun/sarabun-thai-700-normal.woff2")),
    ("sarabun-latin-400.woff2", "font/woff2", include_bytes!("../vendor/sarabun/sarabun-latin-400-normal.woff2")),
    ("sarabun-latin-700.woff2", "font/woff2", include_bytes!("../vendor/sarabun/sarabun-latin-700-normal.woff2")),
    ("icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg")),
    ("style.css", "text/css; charset=utf-8", include_bytes!("../assets/style.css")),
    ("page.js", "text/javascript; charset=utf-8", include_bytes!("../assets/page.js")),
    ("table.js", "text/javascript; charset=utf-8", include_bytes!("../assets/table.js")),
];

struct Asset {
    name: &'static str,
    /// `/assets/style-0123456789abcdef.css`
    path: String,
    media_type: &'static str,
    content: Vec<u8>,
    /// The content in gzip, where that is smaller.
    gzip: Option<Vec<u8>>,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let mut assets: Vec<Asset> = Vec::new();
    for (name, media_type, content) in SOURCES {
        let mut content = content.to_vec();
        if let Ok(mut text) = String::from_utf8(content.clone()) {
            for asset in &assets {
                text = text.replace(&format!("asset({})", asset.name), &asset.path);
            }
            content = text.into_bytes();
        }
        let (stem, ending) = name.rsplit_once('.').expect("an asset's name has an ending");
        let path = format!("/assets/{stem}-{:016x}.{ending}", fingerprint(&content));
        let gzip = gzip(&content).filter(|gzip| gzip.len() < content.len());
        assets.push(Asset { name, path, media_type, content, gzip });
    }
    assets
});

static BY_PATH: LazyLock<HashMap<&'static str, &'static Asset>> =
    LazyLock::new(|| ASSETS.iter().map(|asset| (asset.path.as_str(), asset)).collect());

/// FNV-1a: tells one version from another, and is no secret.
fn fingerprint(content: &[u8]) -> u64 {
    content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// In gzip; none where that fails, which memory alone could make it.
pub fn gzip(content: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).ok()?;
    encoder.finish().ok()
}

/// Whether the browser takes gzip.
pub fn takes_gzip(request: &Request) -> bool {
    let accepted = request.headers().get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    accepted.unwrap_or_default().split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        parts.next() == Some("gzip") && parts.all(|part| part.strip_prefix("q=").is_none_or(|q| q.parse() != Ok(0.0)))
    })
}

/// Where an asset is.
pub fn path(name: &str) -> &'static str {
    ASSETS.iter().find(|asset| asset.name == name).map(|asset| asset.path.as_str()).expect("templates name assets")
}

/// `GET /assets/FILE`
#[handler]
pub fn serve(request: &Request) -> Result<Response, NotFoundError> {
    let asset = BY_PATH.get(request.uri().path()).ok_or(NotFoundError)?;
    let response = Response::builder()
        .content_type(asset.media_type)
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::VARY, "accept-encoding");
    Ok(match &asset.gzip {
        Some(gzip) if takes_gzip(request) => response.header(header::CONTENT_ENCODING, "gzip").body(gzip.as_slice()),
        _ => response.body(asset.content.as_slice()),
    })
}

#[cfg(test)]
mod tests {
    use super::{ASSETS, path};

    #[test]
    fn assets_refer_to_each_other_by_their_full_names() {
        let style = ASSETS.iter().find(|asset| asset.name == "style.css").unwrap();
        let text = std::str::from_utf8(&style.content).unwrap();
        assert!(!text.contains("asset("), "an asset that is not there, or comes later");
        assert!(text.contains(path("sarabun-thai-400.woff2")));
    }

    #[test]
    fn nothing_comes_from_elsewhere() {
        for asset in ASSETS.iter().filter(|asset| asset.media_type.starts_with("text/")) {
            let text = std::str::from_utf8(&asset.content).unwrap();
            assert!(!text.contains("http:") && !text.contains("https:"), "{}", asset.name);
        }
    }

    #[test]
    fn the_first_page_is_light() {
        let transferred: usize =
            ASSETS.iter().map(|asset| asset.gzip.as_ref().map_or(asset.content.len(), Vec::len)).sum();
        assert!(transferred < 100 << 10, "{transferred} bytes without the page itself");
    }
}
