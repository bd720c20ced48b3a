package dev.parley.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.parley.cli.local.TemporalRelease.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficialDownloadTest {
  @TempDir private Path folder;
  private Optional<HttpServer> server = Optional.empty();

  @AfterEach
  void stop() {
    server.ifPresent(running -> running.stop(0));
  }

  @Test
  void theArchiveWithTheRightDigestIsUnpacked() throws IOException {
    Path archive = archive();
    Path made = download(serve(archive), Digests.of(archive));

    assertThat(made).hasContent("the program");
  }

  @Test
  void anotherArchiveIsNotUsed() throws IOException {
    Path archive = archive();
    String url = serve(archive);

    assertThatThrownBy(() -> download(url, "0".repeat(64)))
        .isInstanceOf(PartException.class)
        .hasMessageContaining("has sha256 " + Digests.of(archive))
        .hasMessageContaining("It was not used");
    assertThat(folder.resolve("work/temporal")).doesNotExist();
  }

  @Test
  void aMissingArchiveIsSaid() throws IOException {
    String url = serve(folder.resolve("none"));

    assertThatThrownBy(() -> download(url, "0".repeat(64))).hasMessageContaining("answered 404");
  }

  @Test
  void withoutNetworkItFailsFast() {
    long before = System.nanoTime();

    assertThatThrownBy(() -> download("https://no-such-host.invalid", "0".repeat(64)))
        .isInstanceOf(PartException.class)
        .hasMessageContaining("no-such-host.invalid");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  private Path download(String releases, String digest) throws IOException {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.put("PARLEY_TEMPORAL_RELEASES", releases);
    TemporalRelease release =
        new TemporalRelease("1.5.1", "1.29.1", Map.of(Platform.current().key(), digest));
    Path work = Files.createDirectories(folder.resolve("work"));
    return new OfficialDownload(environment).make(release, work, Progress.NONE);
  }

  private Path archive() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("inner"));
    Files.writeString(inner.resolve("temporal"), "the program");
    Files.writeString(inner.resolve("LICENSE"), "free");
    Path archive = folder.resolve("a.tar.gz");
    var unused =
        Output.run(
            List.of(
                "tar", "-czf", archive.toString(), "-C", inner.toString(), "LICENSE", "temporal"),
            System.getenv());
    return archive;
  }

  private String serve(Path archive) throws IOException {
    HttpServer running =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    running.createContext(
        "/v1.5.1/",
        exchange -> {
          boolean there = Files.exists(archive);
          byte[] body = there ? Files.readAllBytes(archive) : new byte[0];
          exchange.sendResponseHeaders(there ? 200 : 404, there ? body.length : -1);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    running.start();
    server = Optional.of(running);
    return "http://127.0.0.1:" + running.getAddress().getPort();
  }
}
