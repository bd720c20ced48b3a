package dev.parley.activities.code;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Builds an image that has Python packages besides what its base has. */
record PackageBuild(DockerClient client, SandboxSettings settings) {

  private static final String USER = Integer.toString(Unprivileged.SANDBOX_USER);

  /** How much of a failed build's log is shown: its end names the cause. */
  private static final int LOG = 4000;

  /** Builds it and says what to run in, or why not. */
  Images.Image build(String base, String tag, List<String> packages) {
    var log = new Log();
    try {
      boolean done =
          client
              .buildImageCmd(new ByteArrayInputStream(context(base, packages)))
              .withTags(Set.of(tag))
              .withNetworkMode(settings.networkMode())
              .withMemory(settings.ceiling().memory())
              .withMemswap(settings.ceiling().memory())
              .withForcerm(true)
              .withLabels(Map.of("dev.parley.packages", String.join(" ", packages)))
              .exec(log)
              .awaitCompletion(settings.buildTime().toSeconds(), TimeUnit.SECONDS);
      if (!done) {
        return unbuildable(packages, log, "not done after " + settings.buildTime());
      }
      String unused = log.awaitImageId();
      return new Images.Ready(tag);
    } catch (DockerClientException e) {
      return unbuildable(packages, log, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxFailed("The build was interrupted", e);
    } finally {
      close(log);
    }
  }

  private static void close(Log log) {
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] context(String base, List<String> packages) {
    String dockerfile =
        """
        FROM %s
        USER 0:0
        COPY requirements.txt /requirements.txt
        RUN PIP_BREAK_SYSTEM_PACKAGES=1 PIP_ROOT_USER_ACTION=ignore \
        python3 -m pip install --no-cache-dir -r /requirements.txt
        USER %s:%s
        """
            .formatted(base, USER, USER);
    var tar = new ByteArrayOutputStream();
    try {
      TarWriter.write(
          List.of(
              WorkspaceFile.of("Dockerfile", bytes(dockerfile)),
              WorkspaceFile.of("requirements.txt", bytes(String.join("\n", packages) + "\n"))),
          0,
          tar);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tar.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Images.Unbuildable unbuildable(List<String> packages, Log log, String why) {
    return new Images.Unbuildable(
        "The packages %s could not be installed: %s\n%s"
            .formatted(String.join(", ", packages), why.strip(), log.end()));
  }

  /** What the build prints. */
  private static final class Log extends BuildImageResultCallback {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void onNext(BuildResponseItem item) {
      if (item.getStream() != null) {
        add(item.getStream());
      }
      super.onNext(item);
    }

    private synchronized void add(String line) {
      text.append(line);
      text.delete(0, Math.max(0, text.length() - LOG));
    }

    synchronized String end() {
      return text.toString();
    }
  }
}
