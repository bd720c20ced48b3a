package dev.parley.client.teamfile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a {@link Tree} of JSON, by a JSON parser: YAML's knows not all of JSON's white space. */
final class JsonTree {

  private static final int DEEPEST = 50;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final JsonParser parser;
  private final Report report;

  private JsonTree(JsonParser parser, Report report) {
    this.parser = parser;
    this.report = report;
  }

  /** The tree of the text; empty, with an error in the report, if it is no JSON. */
  static Optional<Tree> parse(String text, Place root, Report report) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        report.error(root, "the file is empty", "start with name, agents and team");
        return Optional.empty();
      }
      Tree tree = new JsonTree(parser, report).tree(root);
      if (parser.nextToken() != null) {
        report.error(root.at(line(parser)), "no valid JSON: text after the end of the object");
        return Optional.empty();
      }
      return Optional.of(tree);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      report.error(root.at(line), "no valid JSON: " + Shown.clean(e.getOriginalMessage()));
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a string failed", e);
    }
  }

  private Tree tree(Place place) throws IOException {
    int line = line(parser);
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(place, line);
      case START_ARRAY -> sequence(place, line);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Tree.Scalar(line, Tree.Type.NUMBER, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Tree.Scalar(line, Tree.Type.TRUTH, parser.getText());
      case VALUE_NULL -> new Tree.Scalar(line, Tree.Type.NOTHING, "");
      default -> new Tree.Scalar(line, Tree.Type.TEXT, parser.getText());
    };
  }

  private Tree sequence(Place place, int line) throws IOException {
    List<Tree> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(tree(place.item(items.size(), line(parser))));
    }
    return new Tree.Sequence(line, List.copyOf(items));
  }

  private Tree mapping(Place place, int line) throws IOException {
    Map<String, Tree.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      int at = line(parser);
      var unused = parser.nextToken();
      Place below = place.key(key, at);
      Tree.Entry first = entries.putIfAbsent(key, new Tree.Entry(key, at, tree(below)));
      if (first != null) {
        report.error(below, YamlTree.duplicate(first));
      }
    }
    return new Tree.Mapping(line, List.copyOf(entries.values()));
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
