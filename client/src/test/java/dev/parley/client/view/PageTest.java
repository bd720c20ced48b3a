package dev.parley.client.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry;
import dev.parley.agents.Event;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class PageTest {

  private static final String HOSTILE =
      """
      # 9 · user

      <script>alert(1)</script> <b onclick="x()">b</b>

      <img src=x onerror=alert(1)>

      [a](javascript:alert(1)) [b](JAVASCRIPT:alert(1)) [c](data:text/html,x) [d](/etc/passwd)
      [e](https://example.org/?a=1&b="2") ![f](https://example.org/f.png) <https://example.org>
      [g](mailto:dana@example.org) [h]

      [h]: javascript:alert(1)

      &#x202E;&#27;]0;x `code` {{style}}

      ````html "><script>
      </code></pre><script>alert(1)</script>
      ```
      ````
      """;

  @Test
  void theDemoAsMarkdown() throws IOException {
    Golden.check("demo.md", MarkdownView.render(Samples.shown(Samples.demo())));
  }

  @Test
  void theDemoAsHtml() throws IOException {
    Golden.check("demo.html", HtmlView.render(Samples.shown(Samples.demo())));
  }

  @Test
  void whatIsHostileInMarkdownIsShownAndDoesNothing() throws Exception {
    List<Entry> entries = new ArrayList<>(Samples.demo());
    entries.add(Samples.text(6, "<i>coder</i>", HOSTILE));
    entries.add(Samples.run(7, "runner", "exitcode: 1 (x)\n</pre><script>", 1, List.of()));
    entries.add(Samples.event(8, Event.FAILED, "<b>", "<script>alert(1)</script>"));
    Document page = parse(HtmlView.render(Samples.shown(entries)));
    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "img")).isEmpty();
    assertThat(elements(page, "b")).isEmpty();
    assertThat(elements(page, "*"))
        .allSatisfy(
            element -> {
              for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName())
                    .doesNotStartWith("on")
                    .isNotEqualTo("style")
                    .isNotEqualTo("src");
              }
            });
    List<Element> links =
        elements(page, "a").stream().filter(a -> !a.getAttribute("class").equals("seq")).toList();
    assertThat(links)
        .hasSize(4)
        .allMatch(a -> a.getAttribute("rel").startsWith("noopener"))
        .allMatch(a -> a.getAttribute("href").matches("(https://example\\.org|mailto:dana).*"));
    assertThat(page.getDocumentElement().getTextContent())
        .contains("javascript:alert(1)", "<script>alert(1)</script>", "{{style}}");
  }

  @Test
  void thePolicyAllowsThePagesOwnStyleAndNothingElse() throws Exception {
    Document page = parse(HtmlView.render(Samples.shown(Samples.demo())));
    String style = elements(page, "style").getFirst().getTextContent();
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
    assertThat(elements(page, "meta"))
        .anySatisfy(
            meta ->
                assertThat(meta.getAttribute("content"))
                    .isEqualTo(
                        "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                            .formatted(Base64.getEncoder().encodeToString(digest))));
  }

  @Test
  void longOutputsAreFolded() throws Exception {
    Entry run =
        Samples.run(
            1,
            "runner",
            "exitcode: 0 (x)\nCode output: " + "line\n".repeat(40) + "last",
            0,
            List.of());
    Document page = parse(HtmlView.render(Samples.shown(List.of(run))));
    assertThat(elements(page, "summary").getFirst().getTextContent())
        .isEqualTo("41 lines of output, the last: last");
  }

  @Test
  void noTextOfAMarkdownDocumentIsAHeadingOfIt() {
    String document = MarkdownView.render(Samples.shown(List.of(Samples.text(0, "user", HOSTILE))));
    assertThat(document.lines().filter(line -> line.startsWith("#")))
        .containsExactly("# coding-7f3a", "## 0 · user");
    assertThat(document)
        .doesNotContain("](javascript")
        .doesNotContain("![")
        .contains("> # 9 · user");
  }

  @Test
  void nestingWithoutEndHarmsNobody() throws Exception {
    for (String part : List.of("> ", "*a **b ", "[", "![a](", "- ", "`", "<", "_a __b ")) {
      Entry entry = Samples.text(0, "user", part.repeat(20_000));
      Document page = parse(HtmlView.render(Samples.shown(List.of(entry))));
      assertThat(elements(page, "article")).hasSize(1);
      assertThat(MarkdownView.render(Samples.shown(List.of(entry)))).contains("## 0 · user");
    }
  }

  static Document parse(String page) throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page, String name) {
    var found = new ArrayList<Element>();
    var nodes = page.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }
}
