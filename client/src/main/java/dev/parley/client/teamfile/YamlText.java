package dev.parley.client.teamfile;

import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Maps, lists, texts, numbers and truths as YAML that people like to read and that says the same to
 * readers of YAML 1.1 and 1.2: what either would take for more than text is quoted.
 */
final class YamlText {

  private static final Pattern ENV = Pattern.compile("\\$\\{env:[A-Za-z_][A-Za-z0-9_]*}");

  private static final Resolver OLD_SCHEMA = new Resolver();

  private YamlText() {}

  /** The text as it must stand in a team file to be read as it is: no hole in it is filled. */
  static String literal(String text) {
    return text.replace("${", "$${");
  }

  /** The same, but {@code ${env:NAME}} stays what it is. */
  static String literalButEnv(String text) {
    Matcher env = ENV.matcher(text);
    var out = new StringBuilder();
    int from = 0;
    while (env.find()) {
      out.append(literal(text.substring(from, env.start()))).append(env.group());
      from = env.end();
    }
    return out.append(literal(text.substring(from))).toString();
  }

  static String write(Map<String, Object> file) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setIndent(2);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setWidth(120);
    options.setSplitLines(false);
    options.setAllowUnicode(true);
    var out = new StringWriter();
    new Yaml(options).serialize(node(file, false), out);
    return out.toString();
  }

  private static Node node(@Nullable Object value, boolean inList) {
    return switch (value) {
      case null -> scalar(Tag.NULL, "null");
      case Map<?, ?> map -> mapping(map, inList);
      case List<?> list -> sequence(list);
      case String text -> text(text);
      case Boolean truth -> scalar(Tag.BOOL, truth.toString());
      case Integer number -> scalar(Tag.INT, number.toString());
      case Long number -> scalar(Tag.INT, number.toString());
      case BigInteger number -> scalar(Tag.INT, number.toString());
      default -> scalar(Tag.FLOAT, value.toString());
    };
  }

  private static Node mapping(Map<?, ?> map, boolean inList) {
    List<NodeTuple> tuples = new ArrayList<>();
    boolean small = map.size() <= 2 && !inList && !map.containsKey("type");
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Node value = node(entry.getValue(), false);
      small = small && isShort(value);
      tuples.add(new NodeTuple(text(entry.getKey().toString()), value));
    }
    boolean flow = small && map.size() > 1 || map.isEmpty();
    return new MappingNode(Tag.MAP, tuples, flow ? FlowStyle.FLOW : FlowStyle.BLOCK);
  }

  private static Node sequence(List<?> list) {
    List<Node> items = new ArrayList<>();
    list.forEach(item -> items.add(node(item, true)));
    boolean flow = items.stream().allMatch(YamlText::isShort);
    return new SequenceNode(Tag.SEQ, items, flow ? FlowStyle.FLOW : FlowStyle.BLOCK);
  }

  private static boolean isShort(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && scalar.getValue().length() <= 30;
  }

  private static Node scalar(Tag tag, String value) {
    return new ScalarNode(tag, value, null, null, ScalarStyle.PLAIN);
  }

  private static Node text(String text) {
    return new ScalarNode(Tag.STR, text, null, null, style(text));
  }

  private static ScalarStyle style(String text) {
    if (text.codePoints().anyMatch(c -> c != '\n' && !Shown.harmless(c))) {
      return ScalarStyle.DOUBLE_QUOTED;
    }
    if (text.indexOf('\n') >= 0) {
      return isBlock(text) ? ScalarStyle.LITERAL : ScalarStyle.DOUBLE_QUOTED;
    }
    boolean old = !OLD_SCHEMA.resolve(NodeId.scalar, text, true).equals(Tag.STR);
    return old || CoreSchema.isMoreThanText(text) ? ScalarStyle.SINGLE_QUOTED : ScalarStyle.PLAIN;
  }

  /** Whether a block scalar shows the text as it is, without marks that nobody can read. */
  private static boolean isBlock(String text) {
    return !text.startsWith(" ")
        && !text.startsWith("\n")
        && !text.endsWith("\n\n")
        && text.lines().noneMatch(line -> line.endsWith(" "));
  }
}
