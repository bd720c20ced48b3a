package dev.parley.activities.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.activities.http.HttpCall;
import dev.parley.activities.openapi.Operation.Body;
import dev.parley.activities.openapi.Parameter.In;
import dev.parley.agents.ToolEffect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes requests of arguments. */
final class Requests {

  /** Characters that services take of a key. */
  private static final int LONGEST_KEY = 255;

  private final Operation operation;
  private final Map<String, String> headers;

  /** Requests for an operation, each with these headers. */
  Requests(Operation operation, Map<String, String> headers) {
    this.operation = operation;
    this.headers = headers;
  }

  /**
   * The request.
   *
   * @param key what each attempt of the call bears
   * @throws IllegalArgumentException with the place, if an argument cannot be sent
   */
  HttpCall of(ObjectNode arguments, String key) {
    return new HttpCall(
        operation.method(), url(arguments), headers(arguments, key), body(arguments));
  }

  private static Optional<JsonNode> value(ObjectNode arguments, String property) {
    return Optional.ofNullable(arguments.get(property)).filter(value -> !value.isNull());
  }

  private URI url(ObjectNode arguments) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    for (Parameter parameter : operation.parameters()) {
      Optional<JsonNode> value = value(arguments, parameter.property());
      if (value.isPresent() && parameter.in() == In.PATH) {
        path = path.replace("{" + parameter.name() + "}", segment(parameter, value.get()));
      } else if (value.isPresent() && parameter.in() == In.QUERY) {
        query.addAll(Written.pairs(parameter, value.get()));
      }
    }
    requireNoWayUp(path);
    return URI.create(
        operation.server() + path + (query.isEmpty() ? "" : "?" + String.join("&", query)));
  }

  /** Those of the worker come before a model's. */
  private Map<String, String> headers(ObjectNode arguments, String key) {
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("Accept", "application/json, text/*;q=0.9, */*;q=0.5");
    List<String> cookies = new ArrayList<>();
    for (Parameter parameter : operation.parameters()) {
      Optional<JsonNode> value = value(arguments, parameter.property());
      if (value.isPresent() && parameter.in() == In.HEADER) {
        sent.put(parameter.name(), Written.inHeader(parameter, value.get()));
      } else if (value.isPresent() && parameter.in() == In.COOKIE) {
        cookies.addAll(Written.pairs(parameter, value.get()));
      }
    }
    if (!cookies.isEmpty()) {
      sent.put("Cookie", String.join("; ", cookies));
    }
    sent.putAll(headers);
    if (operation.effect() != ToolEffect.READ) {
      sent.put(Operations.KEY, fitting(key));
    }
    return sent;
  }

  private static String segment(Parameter parameter, JsonNode value) {
    String written = Written.inPath(parameter, value);
    if (written.isEmpty()) {
      throw new IllegalArgumentException(
          "$.%s: is empty, which cannot stand in a path".formatted(parameter.property()));
    }
    return written;
  }

  /** A path that leads up would reach what the operation does not name, encoded or not. */
  private static void requireNoWayUp(String path) {
    String plain = path.replaceAll("(?i)%2F|%5C", "/");
    if (Arrays.stream(plain.split("/", -1))
        .anyMatch(part -> part.equals(".") || part.equals(".."))) {
      throw new IllegalArgumentException(
          "the path would be %s: \".\" and \"..\" cannot stand in a path".formatted(path));
    }
  }

  private HttpCall.@Nullable Body body(ObjectNode arguments) {
    Optional<Body> body = operation.body();
    Optional<JsonNode> value = body.flatMap(one -> value(arguments, one.property()));
    return body.isEmpty() || value.isEmpty()
        ? null
        : new HttpCall.Body(text(body.get(), value.get()), body.get().type());
  }

  private static String text(Body body, JsonNode value) {
    return switch (body.form()) {
      case JSON -> value.toString();
      case TEXT -> Written.text(value);
      case PAIRS -> pairs(value);
    };
  }

  private static String pairs(JsonNode value) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      pairs.addAll(Written.pairs(formField(field.getKey()), field.getValue()));
    }
    return String.join("&", pairs);
  }

  private static Parameter formField(String name) {
    return new Parameter(
        name, name, In.QUERY, Parameter.Style.FORM, true, false, false, "", Optional.empty());
  }

  /** The key, or a digest of it where services would not take it. */
  static String fitting(String key) {
    boolean plain = key.matches("[\\x21-\\x7E]{1,%d}".formatted(LONGEST_KEY));
    return plain ? key : digest(key);
  }

  private static String digest(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256, which every JDK must have", e);
    }
  }
}
