package dev.parley.worker;

import dev.parley.activities.http.HttpCall;
import dev.parley.activities.openapi.OpenApiSettings;
import dev.parley.client.teamfile.SettingsOpenApi.Entry;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes an HTTP interface of what the settings file says.
 *
 * @param file the settings file: documents are looked for beside it
 */
record OpenApiSettingsReader(Path file, SettingsVariables variables) {

  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?|[0-9A-Fa-f:.]+");

  OpenApiSettings read(String name, Entry entry) {
    return new OpenApiSettings(
        name,
        entry.place(),
        document(entry),
        entry.baseUrl().map(url -> address(entry, "baseUrl", url)).orElse(null),
        headers(entry),
        hosts(entry, "hosts", entry.hosts()),
        hosts(entry, "privateHosts", entry.privateHosts()),
        Set.copyOf(entry.idempotent()));
  }

  private URI document(Entry entry) {
    String written = entry.document();
    if (written.startsWith("http://") || written.startsWith("https://")) {
      return address(entry, "document", written);
    }
    try {
      return file.resolveSibling(written).normalize().toUri();
    } catch (InvalidPathException e) {
      throw wrong(entry, "document", "must be a file or an http address", e);
    }
  }

  private static URI address(Entry entry, String key, String written) {
    String rule = "must be an address such as https://crm.example.com/v1, without a user, ? and #";
    try {
      URI url = URI.create(written);
      boolean document = key.equals("document");
      if (url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawFragment() == null
          && (document || url.getRawQuery() == null)) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      throw wrong(entry, key, rule, e);
    }
    throw wrong(entry, key, rule, null);
  }

  private Map<String, String> headers(Entry entry) {
    Map<String, String> headers = variables.filled(entry.place() + ".headers", entry.headers());
    headers.forEach(
        (name, value) -> {
          try {
            var unused = new HttpCall("GET", URI.create("http://x/"), Map.of(name, value), null);
          } catch (IllegalArgumentException e) {
            throw wrong(entry, "headers." + name, String.valueOf(e.getMessage()), e);
          }
        });
    return headers;
  }

  private static Set<String> hosts(Entry entry, String key, List<String> written) {
    if (!written.stream().allMatch(host -> HOST.matcher(host).matches())) {
      throw wrong(entry, key, "must be HOST or HOST:PORT each", null);
    }
    return Set.copyOf(written);
  }

  private static WorkerException.Invalid wrong(
      Entry entry, String key, String rule, @Nullable Exception e) {
    String message = "%s.%s: %s".formatted(entry.place(), key, rule);
    return e == null
        ? new WorkerException.Invalid(message)
        : new WorkerException.Invalid(message, e);
  }
}
