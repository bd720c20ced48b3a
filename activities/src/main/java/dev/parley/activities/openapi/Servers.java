package dev.parley.activities.openapi;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where operations are. What the worker is configured with comes before what documents say. */
final class Servers {

  private final OpenApiSettings settings;
  private final Spot root;

  Servers(OpenApiSettings settings, Spot root) {
    this.settings = settings;
    this.root = root;
  }

  /**
   * The address before the path of an operation, without a slash at its end.
   *
   * @throws OpenApiException if there is none
   */
  String of(Spot item, Spot operation) {
    URI configured = settings.baseUrl();
    return bare(
        configured != null
            ? configured
            : Stream.of(operation, item, root)
                .flatMap(owner -> first(owner).stream())
                .findFirst()
                .orElseThrow(
                    () ->
                        root.wrong("names no server; set %s.baseUrl".formatted(settings.place()))));
  }

  private static String bare(URI url) {
    return Objects.toString(url).replaceAll("/+$", "");
  }

  /** The first server of a part of the document. */
  private Optional<URI> first(Spot owner) {
    return owner.get("servers").map(Spot::items).orElse(List.of()).stream()
        .findFirst()
        .map(this::address);
  }

  private URI address(Spot server) {
    String written = server.text("url").orElse("");
    for (var variable : server.get("variables").map(Spot::fields).orElse(Map.of()).entrySet()) {
      written =
          written.replace(
              "{" + variable.getKey() + "}", variable.getValue().text("default").orElse(""));
    }
    try {
      // Relative to where the document is.
      URI url = server.file().resolve(URI.create(written));
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web
          && url.getHost() != null
          && url.getRawQuery() == null
          && url.getRawFragment() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw server.wrong(noAddress(written), e);
    }
    throw server.wrong(noAddress(written));
  }

  private String noAddress(String written) {
    return "the server \"%s\" is no http address; set %s.baseUrl"
        .formatted(written, settings.place());
  }
}
