package dev.parley.transcript.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.agents.Entry.Asking;
import dev.parley.agents.RequestKind;
import dev.parley.transcript.Json;
import java.io.IOException;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked, in one line for people: {@code refund(id=17, amount=240.00)}. */
final class Gist {

  /** The most characters, the ellipsis of what was cut included. */
  static final int MOST = 200;

  /** An argument's name that is shown as it is; any other could look like several arguments. */
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.-]{1,64}");

  private static final JsonFactory JSON = new JsonFactory();

  private Gist() {}

  /**
   * The gist of a question.
   *
   * @param agent whose reply, tool or code it is about; empty: nobody's
   * @param asking what is asked; absent: nothing but its kind is known
   */
  static String of(RequestKind kind, String agent, @Nullable Asking asking) {
    return cut(Text.line(whole(kind, agent, asking)));
  }

  private static String whole(RequestKind kind, String agent, @Nullable Asking asking) {
    return switch (kind) {
      case HUMAN -> agent.isEmpty() ? "say how it goes on" : "reply as " + agent;
      case TOOL, TASK -> call(kind, asking);
      case CODE -> code(asking);
      case IN_DOUBT ->
          asking == null || asking.tool() == null
              ? kind.words()
              : "did %s happen?".formatted(call(kind, asking));
      case PLAN, BUDGET, HANDOFF, SPEAKER -> kind.words();
    };
  }

  private static String code(@Nullable Asking asking) {
    String code = asking == null || asking.arguments() == null ? "" : asking.arguments();
    return code.lines()
        .map(Text::line)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse(RequestKind.CODE.words());
  }

  private static String call(RequestKind kind, @Nullable Asking asking) {
    if (asking == null || asking.tool() == null) {
      return kind.words();
    }
    String arguments = asking.arguments() == null ? "{}" : asking.arguments();
    try (JsonParser parser = JSON.createParser(arguments)) {
      return asking.tool() + "(" + pairs(parser, arguments) + ")";
    } catch (IOException e) {
      // No JSON, or no more of it: then as it is, it is refused elsewhere.
      return asking.tool() + "(" + arguments + ")";
    }
  }

  private static String pairs(JsonParser parser, String arguments) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return arguments;
    }
    var pairs = new StringJoiner(", ");
    // What is cut off is not read: arguments may be long.
    while (pairs.length() <= MOST && parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      pairs.add(
          (PLAIN.matcher(name).matches() ? name : Json.write(name))
              + "="
              + value(parser, arguments));
    }
    return pairs.toString();
  }

  /** A number as it was written, a text in quotes that nothing in it can end. */
  private static String value(JsonParser parser, String arguments) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return Json.write(parser.getText());
    }
    int from = (int) parser.currentTokenLocation().getCharOffset();
    if (!parser.currentToken().isStructStart()) {
      return parser.getText();
    }
    parser.skipChildren();
    return arguments.substring(from, (int) parser.currentLocation().getCharOffset());
  }

  private static String cut(String line) {
    if (line.length() <= MOST) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(MOST - 2)) ? MOST - 2 : MOST - 1;
    return line.substring(0, end) + "…";
  }
}
