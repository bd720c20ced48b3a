package dev.parley.activities.models;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.agents.ModelSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A worker's keys, and where they may go. A vendor's key goes to the vendor's own host, to the one
 * that the environment names ({@code OPENAI_BASE_URL}, {@code AZURE_OPENAI_ENDPOINT}, {@code
 * OLLAMA_HOST}), and to hosts that the worker lists; never to another port of the worker's own
 * machine. A {@code baseUrl} that is none of these is called without any key.
 */
public final class ModelKeys {

  private static final Pattern FROM_ENVIRONMENT =
      Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

  private static final int KEPT = 256;

  private final Map<String, String> environment;
  private final KeyHosts hosts;
  private final Predicate<String> listed;
  private final Cache<Asked, Access> known = Caffeine.newBuilder().maximumSize(KEPT).build();

  /**
   * The keys of a worker.
   *
   * @param environment variables by name; empty values count as absent
   * @param hosts further hosts that keys may be sent to: {@code HOST} (https) or {@code HOST:PORT}
   * @param listed which variables a team file may name as {@code ${env:NAME}}
   */
  public ModelKeys(
      Map<String, String> environment, Collection<String> hosts, Predicate<String> listed) {
    this.environment = Map.copyOf(environment);
    this.hosts = KeyHosts.of(hosts);
    this.listed = listed;
  }

  /** Names what is there, never a value. */
  @Override
  public String toString() {
    return "ModelKeys" + Stream.of(Vendor.values()).filter(v -> key(v).isPresent()).toList();
  }

  private record Asked(Vendor vendor, ModelSpec spec) {}

  /** Found out once for each spec: neither the environment nor what is listed changes. */
  Access access(Vendor vendor, ModelSpec spec) {
    return known.get(new Asked(vendor, spec), asked -> find(asked.vendor(), asked.spec()));
  }

  private Access find(Vendor vendor, ModelSpec spec) {
    Optional<String> written =
        Optional.ofNullable(spec.baseUrl()).or(() -> variable(vendor.addressVariable()));
    Optional<String> base = written.map(vendor::base).or(vendor::ownBase);
    if (base.isEmpty()) {
      return new Access.Refused(
          FailureType.MISSING_KEY,
          "no endpoint for %s. Set %s".formatted(vendor.label(), vendor.addressVariable()));
    }
    Optional<URI> address = base.flatMap(ModelKeys::address);
    if (address.isEmpty()) {
      return new Access.Refused(
          FailureType.BAD_REQUEST,
          "baseUrl is no address of an endpoint: \"%s\"; write e.g. http://127.0.0.1:8000/v1"
              .formatted(HttpFailures.oneLine(withoutSecrets(base.get()))));
    }
    return access(vendor, spec, address.get());
  }

  private Access access(Vendor vendor, ModelSpec spec, URI base) {
    try {
      var headers = new LinkedHashMap<String, String>();
      for (Map.Entry<String, String> header : spec.headers().entrySet()) {
        headers.put(header.getKey(), resolved(header.getValue(), vendor, base));
      }
      headers.putAll(authorization(vendor, spec, base));
      for (Map.Entry<String, String> header : headers.entrySet()) {
        requireSendable(header.getKey(), header.getValue());
      }
      return new Access.Open(base, Map.copyOf(headers));
    } catch (RefusedException refused) {
      return refused.access;
    }
  }

  private Map<String, String> authorization(Vendor vendor, ModelSpec spec, URI base)
      throws RefusedException {
    String named = spec.apiKey();
    if (named != null) {
      if (!FROM_ENVIRONMENT.matcher(named).matches()) {
        throw new RefusedException(
            FailureType.MISSING_KEY, "apiKey must be ${env:NAME}, the name of a worker's variable");
      }
      return vendor.authorization(resolved(named, vendor, base));
    }
    Optional<String> key = key(vendor);
    if (key.isPresent() && mayHaveVendorKey(vendor, base)) {
      return vendor.authorization(key.get());
    }
    if (wantsKey(vendor, base)) {
      String variable = vendor.keyVariable().orElseThrow();
      throw key.isPresent()
          ? withheld(variable, base)
          : new RefusedException(
              FailureType.MISSING_KEY,
              "no key for %s. Set %s, or --model ollama:llama3.1, or ./parley demo"
                  .formatted(vendor.label(), variable));
    }
    return Map.of();
  }

  /**
   * Replaces every {@code ${env:NAME}}, if the worker lets the file name it and the host have it.
   */
  private String resolved(String written, Vendor vendor, URI base) throws RefusedException {
    Matcher names = FROM_ENVIRONMENT.matcher(written);
    var filled = new StringBuilder();
    while (names.find()) {
      String name = names.group(1);
      if (!hosts.lists(base) && !isVendors(vendor, base)) {
        throw withheld(name, base);
      }
      if (!listed.test(name)) {
        throw new RefusedException(
            FailureType.MISSING_KEY,
            "%s may not be named by team files. List it in the worker's configuration"
                .formatted(name));
      }
      String value =
          variable(name)
              .orElseThrow(
                  () ->
                      new RefusedException(
                          FailureType.MISSING_KEY,
                          "%s is not set. Set it for the worker".formatted(name)));
      names.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return names.appendTail(filled).toString();
  }

  private static RefusedException withheld(String variable, URI base) {
    return new RefusedException(
        FailureType.FORBIDDEN_HOST,
        "%s is not sent to %s://%s. List the host in the worker's configuration"
            .formatted(variable, base.getScheme(), base.getAuthority()));
  }

  private boolean mayHaveVendorKey(Vendor vendor, URI base) {
    return isVendors(vendor, base) || hosts.lists(base) && !KeyHosts.isLoopback(base);
  }

  /** The vendor's own address, or the one that the worker's environment gives it. */
  private boolean isVendors(Vendor vendor, URI base) {
    return Stream.concat(
            vendor.ownBase().stream(),
            variable(vendor.addressVariable()).map(vendor::base).stream())
        .flatMap(own -> address(own).stream())
        .anyMatch(own -> KeyHosts.sameOrigin(own, base));
  }

  /** An endpoint that is known to refuse calls without a key. */
  private static boolean wantsKey(Vendor vendor, URI base) {
    if (vendor.keyVariable().isEmpty()) {
      return false;
    }
    return vendor == Vendor.AZURE && !KeyHosts.isLoopback(base)
        || vendor.ownBase().flatMap(ModelKeys::address).stream()
            .anyMatch(own -> own.getHost().equalsIgnoreCase(base.getHost()));
  }

  private Optional<String> key(Vendor vendor) {
    return vendor.keyVariable().flatMap(this::variable);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static Optional<URI> address(String base) {
    try {
      URI uri = new URI(base);
      boolean http = "http".equalsIgnoreCase(uri.getScheme());
      boolean usable =
          (http || "https".equalsIgnoreCase(uri.getScheme()))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null;
      return usable ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException noUri) {
      return Optional.empty();
    }
  }

  /** An address is refused because of a user or a query too, which may be a password or a key. */
  private static String withoutSecrets(String address) {
    return address.replaceAll("//[^/]*@", "//...@").replaceAll("[?#].*", "?...");
  }

  /** Headers that Java's client keeps for itself, and values with line breaks, are found here. */
  private static void requireSendable(String name, String value) throws RefusedException {
    try {
      HttpRequest.Builder unused = HttpRequest.newBuilder().header(name, value);
    } catch (IllegalArgumentException unsendable) {
      throw new RefusedException(
          FailureType.BAD_REQUEST, "the header %s cannot be set".formatted(name));
    }
  }

  private static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Access.Refused access;

    RefusedException(FailureType type, String text) {
      super(text, null, false, false);
      this.access = new Access.Refused(type, text);
    }
  }
}
