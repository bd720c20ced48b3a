package dev.parley.activities.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A request before it is sent. */
record Outgoing(String url, Map<String, List<String>> headers, ObjectNode body) {

  /** Headers of keys: LangChain4j insists on one, and is given none that opens anything. */
  private static final Set<String> KEYS =
      Set.of("authorization", "api-key", "x-api-key", "x-goog-api-key");

  Outgoing to(String other) {
    return new Outgoing(other, headers, body);
  }

  /** SHA-256 of the body, lower-case hex. */
  String digest() {
    try {
      byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The request with the headers, keys included, that the endpoint may have. */
  HttpRequest with(Access.Open access) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body.toString()));
    headers.forEach(
        (name, values) -> {
          if (!KEYS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    access.headers().forEach(request::setHeader);
    return request.build();
  }
}
