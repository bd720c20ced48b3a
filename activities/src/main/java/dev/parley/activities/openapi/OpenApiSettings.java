package dev.parley.activities.openapi;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a worker reaches an HTTP interface.
 *
 * @param name what team files call it
 * @param place where it is configured, for messages: {@code parley.yml:4: parley.openapi.crm}
 * @param document a file or an http address
 * @param baseUrl where the interface is; absent: where the document says
 * @param headers sent with each request, never shown to a model: keys stand here
 * @param hosts {@code HOST} or {@code HOST:PORT} that requests and redirects may also go to
 * @param privateHosts those that may have addresses of a private network
 * @param idempotent operations that take an {@code Idempotency-Key}, though the document does not
 *     say so
 */
public record OpenApiSettings(
    String name,
    String place,
    URI document,
    @Nullable URI baseUrl,
    Map<String, String> headers,
    Set<String> hosts,
    Set<String> privateHosts,
    Set<String> idempotent) {

  public OpenApiSettings {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    hosts = Set.copyOf(hosts);
    privateHosts = Set.copyOf(privateHosts);
    idempotent = Set.copyOf(idempotent);
  }

  /** Names of headers, no values. */
  @Override
  public String toString() {
    return "OpenApiSettings[%s, %s, baseUrl=%s, headers=%s, hosts=%s, privateHosts=%s]"
        .formatted(name, document, baseUrl, headers.keySet(), hosts, privateHosts);
  }
}
