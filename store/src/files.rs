//! Files by the SHA-256 of their bytes: a folder, or a bucket that speaks S3. The only place that knows where bytes are.
//!
//! A file is received into a nameless temporary file, which is gone with whoever held it, however that ended; only what was
//! taken gets its address (`ab/ab12…`), and is on disk before [`Files::keep`] answers. Nothing is ever deleted here: what no row
//! refers to does no harm.

use crate::{StoreError, error::Cause};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream::BoxStream};
use object_store::{
    ObjectStore, ObjectStoreExt, PutPayload, RetryConfig, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path as Address,
};
use std::{
    error::Error,
    fmt,
    fs::File,
    io::{self, Seek, SeekFrom},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};
use sucharit_domain::{evidence::verify::BrokenFile, sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// How much goes to the storage at a time; S3 takes no smaller parts than 5 MiB.
const PART: usize = 8 << 20;

/// How long storage that is reached over the network is asked again.
const PATIENCE: Duration = Duration::from_secs(30);

/// How old a half-written file must be to count as left behind: its writer may be another process that still runs.
const LEFT_BEHIND: Duration = Duration::from_hours(1);

/// Where files are kept.
#[derive(Clone)]
pub struct Files {
    objects: Arc<dyn ObjectStore>,
    /// The folder they are in; none where they are in a bucket.
    folder: Option<PathBuf>,
    largest: u64,
}

impl fmt::Debug for Files {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The storage's own form may hold its keys.
        formatter.debug_struct("Files").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// A bucket that speaks S3.
#[derive(Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub region: String,
    /// The address of its server, where that is not Amazon's.
    pub endpoint: Option<String>,
    /// Who asks.
    pub access_key_id: String,
    /// The key that shows it.
    pub secret_access_key: String,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Bucket").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A file that came in and has no address yet. Dropped, it is gone.
#[derive(Debug)]
pub struct Incoming {
    file: File,
    /// How many bytes came; where they are too many, the rest was not read.
    pub size: u64,
    /// SHA-256 of the bytes, hexadecimal.
    pub sha256: String,
}

/// Why a file did not come in.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// Whoever sent it broke off.
    #[error("the file broke off")]
    BrokenOff(#[source] Box<dyn Error + Send + Sync>),
    /// It cannot be written.
    #[error("the file cannot be received")]
    Failed(#[source] StoreError),
}

impl Files {
    /// Files in a folder, which is made where it is not there yet. None has more than `largest` bytes.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn in_folder(folder: &Path, largest: u64) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(failed)?;
        let objects = LocalFileSystem::new_with_prefix(folder).map_err(failed)?.with_fsync(true);
        Ok(Self { objects: Arc::new(objects), folder: Some(folder.to_owned()), largest })
    }

    /// Files in a bucket; they are received in the system's temporary folder.
    ///
    /// # Errors
    /// When the bucket's settings make no sense.
    pub fn in_bucket(bucket: &Bucket, largest: u64) -> Result<Self, StoreError> {
        let retry = RetryConfig { max_retries: 3, retry_timeout: PATIENCE, ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.access_key_id)
            .with_secret_access_key(&bucket.secret_access_key)
            .with_retry(retry);
        if let Some(endpoint) = &bucket.endpoint {
            builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
        }
        let objects = builder.build().map_err(failed)?;
        Ok(Self { objects: Arc::new(objects), folder: None, largest })
    }

    /// The most bytes that a file may have.
    #[must_use]
    pub fn largest(&self) -> u64 {
        self.largest
    }

    /// Whether files can be kept: the folder takes one, or the bucket answers.
    ///
    /// # Errors
    /// When they cannot.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.temporary().map_err(failed)?;
        match self.objects.head(&Address::from("nothing")).await {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// Takes a file in, chunk by chunk, until it ends or has too many bytes.
    ///
    /// # Errors
    /// When its sender broke off, or it cannot be written: then nothing is left.
    pub async fn receive<E: Into<Box<dyn Error + Send + Sync>>>(
        &self,
        mut source: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<Incoming, ReceiveError> {
        let failed = |error: io::Error| ReceiveError::Failed(failed(error));
        let mut file = tokio::fs::File::from_std(self.temporary().map_err(failed)?);
        let (mut size, mut hash) = (0, sha256::Running::default());
        while let Some(chunk) = source.next().await {
            let chunk = chunk.map_err(|error| ReceiveError::BrokenOff(error.into()))?;
            size += chunk.len() as u64;
            if size > self.largest {
                break;
            }
            hash.add(&chunk);
            file.write_all(&chunk).await.map_err(failed)?;
        }
        file.flush().await.map_err(failed)?;
        Ok(Incoming { file: file.into_std().await, size, sha256: hash.finish() })
    }

    /// A file without a name: gone when it is closed.
    fn temporary(&self) -> io::Result<File> {
        match &self.folder {
            Some(folder) => tempfile::tempfile_in(folder),
            None => tempfile::tempfile(),
        }
    }

    /// Gives a file its address. It is written even where that is taken: the same bytes replace themselves, and a damaged file
    /// is mended.
    ///
    /// # Errors
    /// When it cannot be written: then nothing is left.
    pub async fn keep(&self, incoming: Incoming) -> Result<(), StoreError> {
        let address = address(&incoming.sha256).ok_or_else(|| StoreError::corrupt("sha256", &incoming.sha256))?;
        let mut file = incoming.file;
        file.seek(SeekFrom::Start(0)).map_err(failed)?;
        let mut file = tokio::fs::File::from_std(file);
        let first = part(&mut file).await.map_err(failed)?;
        if incoming.size <= PART as u64 {
            self.objects.put(&address, first).await.map_err(failed)?;
            return Ok(());
        }
        let mut upload = self.objects.put_multipart(&address).await.map_err(failed)?;
        let written = async {
            let mut next = first;
            while next.content_length() > 0 {
                upload.put_part(next).await?;
                next = part(&mut file).await.map_err(|source| object_store::Error::Generic {
                    store: "temporary file",
                    source: Box::new(source),
                })?;
            }
            upload.complete().await
        };
        if let Err(error) = written.await {
            // What could not be written may not be taken away either; the storage's own error is the one to tell.
            let _ = upload.abort().await;
            return Err(failed(error));
        }
        Ok(())
    }

    /// The bytes at an address, of which there must be `size`; none where nothing is there. They are hashed on the way, and the
    /// last of them are held back where they are not what the address says.
    ///
    /// # Errors
    /// When the storage fails, or the number of bytes is another.
    pub async fn open(
        &self,
        sha256: &str,
        size: u64,
    ) -> Result<Option<impl Stream<Item = io::Result<Bytes>> + Send + 'static + use<>>, StoreError> {
        let Some(address) = address(sha256) else { return Ok(None) };
        let found = match self.objects.get(&address).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        if found.meta.size != size {
            return Err(StoreError::corrupt("the size of a kept file", found.meta.size));
        }
        Ok(Some(checked(found.into_stream(), sha256.to_owned())))
    }

    /// What is wrong with the bytes at an address; none where they are what it says.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn broken(&self, sha256: &str) -> Result<Option<BrokenFile>, StoreError> {
        let Some(address) = address(sha256) else { return Ok(Some(BrokenFile::Missing)) };
        let mut bytes = match self.objects.get(&address).await {
            Ok(found) => found.into_stream(),
            Err(object_store::Error::NotFound { .. }) => return Ok(Some(BrokenFile::Missing)),
            Err(error) => return Err(failed(error)),
        };
        let mut hash = sha256::Running::default();
        while let Some(chunk) = bytes.next().await {
            hash.add(&chunk.map_err(failed)?);
        }
        Ok((hash.finish() != sha256).then_some(BrokenFile::Changed))
    }

    /// Takes away what a writer left half-written in a folder when it was killed.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn sweep(&self) -> Result<(), StoreError> {
        let Some(folder) = &self.folder else { return Ok(()) };
        for folder in std::fs::read_dir(folder).map_err(failed)? {
            let folder = folder.map_err(failed)?;
            let is_ours = folder.file_name().to_str().is_some_and(|name| name.len() == 2 && sha256::are_digits(name));
            if !is_ours {
                continue;
            }
            for file in std::fs::read_dir(folder.path()).map_err(failed)? {
                let file = file.map_err(failed)?;
                // The storage writes beside the address, under its name with `#` and a number.
                let half_written = file.file_name().to_string_lossy().contains('#');
                if half_written && is_left_behind(&file.metadata().map_err(failed)?) {
                    std::fs::remove_file(file.path()).map_err(failed)?;
                }
            }
        }
        Ok(())
    }
}

impl Incoming {
    /// The bytes, for recognising what they are.
    pub fn content(&mut self) -> &mut File {
        &mut self.file
    }
}

/// A file cannot tell the domain's clock: its times are the machine's.
fn is_left_behind(file: &std::fs::Metadata) -> bool {
    let age = file.modified().ok().and_then(|modified| SystemTime::now().duration_since(modified).ok());
    age.is_some_and(|age| age > LEFT_BEHIND)
}

/// The next part of a file; empty at its end.
async fn part(file: &mut tokio::fs::File) -> io::Result<PutPayload> {
    let mut part = Vec::new();
    file.take(PART as u64).read_to_end(&mut part).await?;
    Ok(part.into())
}

/// Hands chunks on, each when the next one came, and the last one when the hash is right.
fn checked(
    bytes: BoxStream<'static, object_store::Result<Bytes>>,
    sha256: String,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let state = Some((bytes, sha256::Running::default(), Bytes::new(), sha256));
    let chunks = futures_util::stream::unfold(state, |state| async {
        let (mut bytes, mut hash, held, sha256) = state?;
        match bytes.next().await {
            Some(Ok(chunk)) => {
                hash.add(&chunk);
                Some((Ok(held), Some((bytes, hash, chunk, sha256))))
            }
            Some(Err(error)) => Some((Err(error.into()), None)),
            None if hash.finish() == sha256 => Some((Ok(held), None)),
            None => Some((Err(io::Error::new(io::ErrorKind::InvalidData, "a kept file was changed")), None)),
        }
    });
    chunks.filter(|chunk| std::future::ready(!matches!(chunk, Ok(chunk) if chunk.is_empty())))
}

/// Where the bytes with this hash are kept; none for what is no hash.
fn address(sha256: &str) -> Option<Address> {
    let folder = sha256.get(..2).filter(|_| sha256::is_one(sha256))?;
    Some(Address::from_iter([folder, sha256]))
}

fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> StoreError {
    Cause::Files(error.into()).into()
}
