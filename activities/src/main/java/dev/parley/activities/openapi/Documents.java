package dev.parley.activities.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.activities.http.GuardedHttp;
import dev.parley.activities.http.HttpCall;
import dev.parley.activities.http.HttpFailure;
import dev.parley.activities.http.HttpReply;
import dev.parley.activities.tools.ToolSource.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document and those that it refers to: files below its folder, or addresses that the worker may
 * ask. Each is read once. Threads may share it.
 */
final class Documents {

  /** Bytes that one may have. */
  static final int LARGEST = 16 * 1024 * 1024;

  private static final int MOST = 100;
  private static final GuardedHttp.Limits LIMITS =
      new GuardedHttp.Limits(Duration.ofSeconds(30), LARGEST, GuardedHttp.MOST_REDIRECTS);

  private final OpenApiSettings settings;
  private final GuardedHttp http;
  private final Map<URI, JsonNode> all = new HashMap<>();

  Documents(OpenApiSettings settings, GuardedHttp http) {
    this.settings = settings;
    this.http = http;
  }

  /**
   * The document itself.
   *
   * @throws OpenApiException if it is none
   * @throws Unavailable if it cannot be had now
   */
  Spot root() {
    URI file = isFile(settings.document()) ? normal(settings.document()) : settings.document();
    return new Spot(this, file, "", load(file));
  }

  /** The one way to write the address of a file: it tells whether a schema holds itself. */
  private static URI normal(URI file) {
    return Path.of(file).toAbsolutePath().normalize().toUri();
  }

  /** What messages call a document. */
  String shown(URI file) {
    if (!isFile(file)) {
      return "%s://%s%s".formatted(file.getScheme(), file.getRawAuthority(), file.getRawPath());
    }
    Path path = Path.of(file);
    Path folder = Path.of(settings.document()).getParent();
    return String.valueOf(
        folder != null && path.startsWith(folder) ? folder.relativize(path) : path);
  }

  private static boolean isFile(URI file) {
    return "file".equals(file.getScheme());
  }

  /**
   * What a reference means.
   *
   * @throws OpenApiException if it leads nowhere, or where it may not
   */
  Spot target(Spot from, String reference) {
    try {
      URI uri = new URI(reference);
      String fragment = uri.getFragment() == null ? "" : uri.getFragment();
      if (!fragment.isEmpty() && !fragment.startsWith("/")) {
        throw from.wrong(
            "refers to \"%s\"; only JSON pointers such as #/components/schemas/Pet are read"
                .formatted(reference));
      }
      URI file = file(from, reference, uri);
      JsonNode found = load(file).at(JsonPointer.compile(fragment));
      if (found.isMissingNode()) {
        throw from.wrong(
            "refers to \"%s\", which is not there; correct it or add it".formatted(reference));
      }
      return new Spot(this, file, fragment, found);
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw from.wrong("refers to \"%s\", which is no reference".formatted(reference), e);
    }
  }

  /** The document that a reference means, if it may. */
  private URI file(Spot from, String reference, URI uri) throws URISyntaxException {
    if (reference.startsWith("#")) {
      return from.file();
    }
    URI whole = from.file().resolve(uri);
    URI file = new URI(whole.getScheme() + ":" + whole.getRawSchemeSpecificPart());
    if (!isFile(file)) {
      return file;
    }
    if (!isFile(settings.document()) || !isBelow(Path.of(file))) {
      throw from.wrong(
          "refers to \"%s\", which is not below the document's folder; move it there"
              .formatted(reference));
    }
    return normal(file);
  }

  private boolean isBelow(Path file) {
    Path folder = Path.of(settings.document()).toAbsolutePath().getParent();
    try {
      return folder != null && file.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      // What is not there is told as that.
      return folder != null && file.normalize().startsWith(folder);
    }
  }

  private synchronized JsonNode load(URI file) {
    JsonNode known = all.get(file);
    if (known != null) {
      return known;
    }
    if (all.size() == MOST) {
      throw new OpenApiException(
          "%s: refers to more than %d documents; join some"
              .formatted(shown(settings.document()), MOST));
    }
    JsonNode read = YamlJson.read(shown(file), isFile(file) ? local(file) : remote(file));
    all.put(file, read);
    return read;
  }

  private String local(URI file) {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw tooLarge(file);
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new OpenApiException(
          "%s: there is no such file; %s names it".formatted(Path.of(file), settings.place()), e);
    } catch (IOException e) {
      throw new OpenApiException(
          "%s: cannot be read (%s)".formatted(Path.of(file), e.getClass().getSimpleName()), e);
    }
  }

  private OpenApiException tooLarge(URI file) {
    return new OpenApiException(
        "%s: is larger than %d bytes; leave out what is not used".formatted(shown(file), LARGEST));
  }

  private String remote(URI file) {
    try {
      HttpReply reply =
          http.send(
              new HttpCall(
                  "GET", file, Map.of("Accept", "application/json, application/yaml, */*"), null),
              LIMITS);
      if (reply.status() != 200) {
        throw away(file, "answered %d".formatted(reply.status()), null);
      }
      return switch (reply.end()) {
        case WHOLE -> reply.text();
        case CUT -> throw tooLarge(file);
        case BROKEN -> throw away(file, "broke off", null);
      };
    } catch (HttpFailure.Refused e) {
      throw new OpenApiException(
          "%s: %s; %s.hosts and .privateHosts allow it"
              .formatted(shown(file), e.getMessage(), settings.place()),
          e);
    } catch (HttpFailure e) {
      throw away(file, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(file, "was not waited for", e);
    }
  }

  private Unavailable away(URI file, String what, @Nullable Exception e) {
    Exception cause = e == null ? new IOException(what) : e;
    return new Unavailable(
        "%s: %s; %s names it".formatted(shown(file), what, settings.place()), cause);
  }
}
