package dev.parley.client.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/**
 * A stranger's Markdown, read and written again: raw HTML becomes code or text, images become
 * links, links lead to the web or to mail only, and what a numeric entity stood for has passed
 * {@link Display} too.
 */
final class SafeMarkdown {

  /** Beyond these a text is no prose: it is shown as it is, and the reader's stack is safe. */
  private static final int LONGEST = 200_000;

  private static final int DEEPEST = 30;

  private static final Set<String> SCHEMES = Set.of("http", "https", "mailto");

  private static final Parser PARSER =
      Parser.builder().maxOpenBlockParsers(DEEPEST).maxInlineNesting(DEEPEST).build();

  private static final HtmlRenderer HTML =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .percentEncodeUrls(true)
          .softbreak("<br />\n")
          .attributeProviderFactory(
              context ->
                  (node, tag, attributes) -> {
                    if (node instanceof Link) {
                      attributes.put("rel", "noopener noreferrer nofollow");
                    }
                  })
          .build();

  private static final MarkdownRenderer MARKDOWN = MarkdownRenderer.builder().build();

  private SafeMarkdown() {}

  /** The text as HTML. */
  static String html(String text) {
    if (text.length() > LONGEST) {
      return "<pre>" + Display.html(text) + "</pre>\n";
    }
    return HTML.render(parse(text));
  }

  /** The text as Markdown; it may still hold headings and fences of its own. */
  static String markdown(String text) {
    if (text.length() > LONGEST) {
      return Display.fenced("", text);
    }
    return MARKDOWN.render(parse(text)).stripTrailing();
  }

  private static Node parse(String text) {
    Node document = PARSER.parse(Display.clean(text));
    document.accept(new Guard());
    return document;
  }

  /** Changes what must not stay as it is. */
  private static final class Guard extends AbstractVisitor {

    @Override
    public void visit(Text text) {
      text.setLiteral(oneLine(text.getLiteral()));
    }

    @Override
    public void visit(Code code) {
      code.setLiteral(oneLine(code.getLiteral()));
    }

    @Override
    public void visit(FencedCodeBlock block) {
      String info = block.getInfo() == null ? "" : block.getInfo();
      block.setInfo(Display.language(info.strip().split("\\s", 2)[0]));
    }

    @Override
    public void visit(HtmlInline html) {
      replace(html, List.of(new Text(html.getLiteral())));
    }

    @Override
    public void visit(HtmlBlock html) {
      var block = new FencedCodeBlock();
      block.setFenceCharacter("`");
      block.setInfo("html");
      block.setLiteral(html.getLiteral() + "\n");
      replace(html, List.of(block));
    }

    @Override
    public void visit(Image image) {
      visitChildren(image);
      List<Node> shown = children(image);
      if (shown.isEmpty()) {
        shown.add(new Text("image"));
      }
      replace(image, linked(image.getDestination(), shown));
    }

    @Override
    public void visit(Link link) {
      visitChildren(link);
      replace(link, linked(link.getDestination(), children(link)));
    }

    @Override
    public void visit(LinkReferenceDefinition definition) {
      definition.unlink();
    }

    /** A link, or the same words with an address that nobody follows by a click. */
    private static List<Node> linked(String written, List<Node> shown) {
      String destination = Display.line(written);
      int colon = destination.indexOf(':');
      String scheme = colon < 0 ? "" : destination.substring(0, colon).toLowerCase(Locale.ROOT);
      if (SCHEMES.contains(scheme) && destination.chars().noneMatch(Character::isWhitespace)) {
        var link = new Link(destination, null);
        shown.forEach(link::appendChild);
        return List.of(link);
      }
      var words = new ArrayList<>(shown);
      if (!destination.isEmpty()) {
        words.add(new Text(" (" + destination + ")"));
      }
      return words;
    }

    private static List<Node> children(Node node) {
      var children = new ArrayList<Node>();
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        children.add(child);
      }
      return children;
    }

    private static void replace(Node node, List<Node> others) {
      others.forEach(node::insertBefore);
      node.unlink();
    }

    private static String oneLine(String text) {
      return Display.clean(text).replace('\n', ' ');
    }
  }
}
