package dev.parley.activities.openapi;

import dev.parley.activities.http.HttpCall;
import dev.parley.activities.openapi.Operation.Body;
import dev.parley.activities.openapi.Operation.Body.Form;
import dev.parley.agents.ToolEffect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the operations of a document. */
final class Operations {

  /** The header by which a request may be repeated. */
  static final String KEY = "Idempotency-Key";

  private static final Set<String> METHODS =
      Set.of("get", "head", "options", "put", "delete", "post", "patch");

  /** Characters that providers take of a description. */
  private static final int LONGEST = 1_000;

  private static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");

  /** Headers that are never a model's. */
  private static final Set<String> OURS =
      Set.of("accept", "authorization", "cookie", "proxy-authorization", "idempotency-key");

  private final OpenApiSettings settings;
  private final Servers servers;
  private final Set<String> taken = new HashSet<>();
  private final List<Operation> all = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();

  private Operations(OpenApiSettings settings, Servers servers) {
    this.settings = settings;
    this.servers = servers;
  }

  /**
   * What a document describes.
   *
   * @param leftOut what cannot be a tool, and why
   */
  record Found(List<Operation> operations, List<String> leftOut) {}

  /**
   * Reads all.
   *
   * @throws OpenApiException at the first mistake
   */
  static Found read(OpenApiSettings settings, Spot root) {
    requireVersion(root);
    Operations operations = new Operations(settings, new Servers(settings, root));
    root.get("paths").map(Spot::fields).orElse(Map.of()).forEach(operations::path);
    settings.idempotent().forEach(operations::requireThere);
    return new Found(List.copyOf(operations.all), List.copyOf(operations.leftOut));
  }

  private static void requireVersion(Spot root) {
    String version = root.text("openapi").orElse("");
    if (version.startsWith("3.")) {
      return;
    }
    throw root.text("swagger").isPresent()
        ? root.wrong("is Swagger %s; convert it to OpenAPI 3".formatted(root.text("swagger").get()))
        : root.wrong("is no OpenAPI 3 document; it begins with \"openapi: 3.1.0\"");
  }

  private void requireThere(String name) {
    if (all.stream().noneMatch(operation -> operation.name().equals(name))) {
      throw new OpenApiException(
          "%s.idempotent: there is no operation \"%s\" in %s"
              .formatted(settings.place(), name, settings.document()));
    }
  }

  private void path(String path, Spot written) {
    if (!path.startsWith("/")) {
      return;
    }
    Spot item = written.followed();
    item.fields()
        .forEach(
            (method, operation) -> {
              if (METHODS.contains(method)) {
                operation(path, item, method.toUpperCase(Locale.ROOT), operation);
              }
            });
  }

  private void operation(String path, Spot item, String method, Spot spot) {
    Map<String, Spot> parameters = parameters(item, spot);
    ToolNames names = new ToolNames();
    List<Parameter> read = new ArrayList<>();
    parameters.values().stream()
        .filter(this::isAModels)
        .forEach(one -> read.add(Parameter.read(one, names.property(Parameter.name(one), one))));
    requireComplete(path, spot, read);
    Optional<Spot> written = spot.get("requestBody").map(Spot::followed);
    Optional<Body> body = written.flatMap(one -> body(one, names));
    if (body.isEmpty() && written.filter(one -> one.flag("required")).isPresent()) {
      leftOut.add("%s %s: its body is none of JSON, form or text".formatted(method, path));
      return;
    }
    String name = free(spot.text("operationId").orElse(method.toLowerCase(Locale.ROOT) + path));
    ToolEffect effect = effect(method, isKeyed(name, spot, parameters));
    String server = servers.of(item, spot);
    all.add(
        new Operation(
            name, method, path, description(spot), server, List.copyOf(read), body, effect, spot));
  }

  // --- Parameters

  /** Those of the path, and those of the operation in front of them. */
  private static Map<String, Spot> parameters(Spot item, Spot operation) {
    Map<String, Spot> all = new LinkedHashMap<>();
    Stream.of(item, operation)
        .flatMap(owner -> owner.get("parameters").map(Spot::items).orElse(List.of()).stream())
        .map(Spot::followed)
        .forEach(one -> all.put(Parameter.in(one) + " " + Parameter.name(one), one));
    return all;
  }

  private boolean isAModels(Spot parameter) {
    if (Parameter.in(parameter) != Parameter.In.HEADER) {
      return true;
    }
    String name = Parameter.header(Parameter.name(parameter));
    return !OURS.contains(name)
        && !HttpCall.FRAMING.contains(name)
        && settings.headers().keySet().stream().noneMatch(name::equalsIgnoreCase);
  }

  private static void requireComplete(String path, Spot operation, List<Parameter> parameters) {
    Matcher places = PLACE.matcher(path);
    while (places.find()) {
      String name = places.group(1);
      if (parameters.stream()
          .noneMatch(one -> one.in() == Parameter.In.PATH && one.name().equals(name))) {
        throw operation.wrong(
            "the path has {%s}, but there is no such parameter with \"in: path\"; add it"
                .formatted(name));
      }
    }
  }

  private static Optional<Body> body(Spot body, ToolNames names) {
    Map<String, Spot> content = body.get("content").map(Spot::fields).orElse(Map.of());
    for (Form form : Form.values()) {
      for (Map.Entry<String, Spot> one : content.entrySet()) {
        if (form(one.getKey()).filter(form::equals).isPresent()) {
          String type = one.getKey().contains("*") ? "application/json" : bare(one.getKey());
          return Optional.of(
              new Body(
                  names.free("body"),
                  type,
                  form,
                  body.flag("required"),
                  one.getValue().followed()));
        }
      }
    }
    return Optional.empty();
  }

  private static String bare(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static Optional<Form> form(String type) {
    String bare = bare(type);
    if (bare.equals("*/*")
        || bare.equals("application/*")
        || bare.matches("[^/]+/([^/]+\\+)?json")) {
      return Optional.of(Form.JSON);
    }
    if (bare.equals("application/x-www-form-urlencoded")) {
      return Optional.of(Form.PAIRS);
    }
    return bare.startsWith("text/") ? Optional.of(Form.TEXT) : Optional.empty();
  }

  // --- What it is

  private boolean isKeyed(String name, Spot operation, Map<String, Spot> parameters) {
    return operation.flag("x-idempotent")
        || settings.idempotent().contains(name)
        || parameters.values().stream()
            .anyMatch(
                one ->
                    Parameter.in(one) == Parameter.In.HEADER
                        && Parameter.name(one).equalsIgnoreCase(KEY));
  }

  private static ToolEffect effect(String method, boolean keyed) {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS" -> ToolEffect.READ;
      case "PUT", "DELETE" -> ToolEffect.IDEMPOTENT;
      default -> keyed ? ToolEffect.IDEMPOTENT : ToolEffect.ONCE;
    };
  }

  private static String description(Spot operation) {
    String summary = operation.text("summary").orElse("").strip();
    String more = operation.text("description").orElse("").strip();
    String both =
        more.isEmpty() || more.equals(summary) ? summary : (summary + "\n" + more).strip();
    return both.length() <= LONGEST ? both : both.substring(0, LONGEST - 1) + "…";
  }

  /** A name that no other operation has. */
  private String free(String written) {
    String name = ToolNames.tool(written);
    for (int number = 2; !taken.add(name); number++) {
      String end = "_" + number;
      String bare = ToolNames.tool(written);
      name = bare.substring(0, Math.min(bare.length(), 64 - end.length())) + end;
    }
    return name;
  }
}
