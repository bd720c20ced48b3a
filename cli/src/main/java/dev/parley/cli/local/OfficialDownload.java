package dev.parley.cli.local;

import dev.parley.cli.local.TemporalRelease.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Gets the official release archive and checks it against the digest in the tree. The downloader of
 * Temporal's SDK checks none and can only start what it got, so it is not used.
 */
final class OfficialDownload implements TemporalSource {
  private static final Duration NAME_PATIENCE = Duration.ofSeconds(3);
  private static final int CONNECT_MILLIS = 3_000;
  private static final int SILENCE_MILLIS = 20_000;
  private static final long SPACE = 300L << 20;
  private static final String RELEASES = "https://github.com/temporalio/cli/releases/download";

  private final String releases;
  private final Map<String, String> environment;

  OfficialDownload(Map<String, String> environment) {
    this.environment = environment;
    // For companies with a mirror of their own. The digest is checked all the same.
    this.releases = environment.getOrDefault("PARLEY_TEMPORAL_RELEASES", RELEASES);
  }

  @Override
  public String name() {
    return "official download";
  }

  @Override
  public long space() {
    return SPACE;
  }

  @Override
  public Path make(TemporalRelease release, Path folder, Progress progress) {
    Platform platform = Platform.current();
    String digest =
        release
            .digest(platform)
            .orElseThrow(() -> new PartException("no official archive for " + platform.key()));
    URI archive = archive(release, platform);
    Path file = folder.resolve("archive.tar.gz");
    String got = fetch(archive, file, progress);
    if (!got.equals(digest)) {
      throw new PartException(
          archive
              + " has sha256 "
              + got
              + ", but temporal/versions.properties says "
              + digest
              + ". It was not used");
    }
    return unpack(file, folder);
  }

  private URI archive(TemporalRelease release, Platform platform) {
    return URI.create(
        "%s/v%s/temporal_cli_%s_%s_%s.tar.gz"
            .formatted(releases, release.cli(), release.cli(), platform.os(), platform.arch()));
  }

  private static String fetch(URI from, Path to, Progress progress) {
    progress.stage("asking " + from.getHost());
    try {
      resolve(from.getHost());
      HttpURLConnection connection = (HttpURLConnection) from.toURL().openConnection();
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(SILENCE_MILLIS);
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new PartException(from + " answered " + status);
      }
      try (InputStream in = connection.getInputStream()) {
        return copy(in, to, progress);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      throw new PartException("cannot download " + from + " (" + e + ")", e);
    }
  }

  /** A resolver without network may think for half a minute; the connection has its own limit. */
  private static void resolve(String host) throws UnknownHostException {
    try {
      CompletableFuture.runAsync(() -> lookUp(host), task -> Thread.ofVirtual().start(task))
          .orTimeout(NAME_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      throw new UnknownHostException(host);
    }
  }

  private static void lookUp(String host) {
    try {
      var unused = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new CompletionException(e);
    }
  }

  private static String copy(InputStream in, Path to, Progress progress) throws IOException {
    try (DigestOutputStream out = Digests.into(Files.newOutputStream(to))) {
      byte[] buffer = new byte[1 << 16];
      long total = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        ((OutputStream) out).write(buffer, 0, read);
        total += read;
        progress.stage("downloading (" + (total >> 20) + " MB)");
      }
      return Digests.hex(out.getMessageDigest());
    }
  }

  private Path unpack(Path archive, Path folder) {
    Output.run(
        java.util.List.of("tar", "-xzf", archive.toString(), "-C", folder.toString(), "temporal"),
        environment);
    Path program = folder.resolve("temporal");
    if (!Files.isRegularFile(program)) {
      throw new PartException(archive.getFileName() + " holds no file temporal");
    }
    return program;
  }
}
