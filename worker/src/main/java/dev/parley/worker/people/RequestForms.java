package dev.parley.worker.people;

import dev.parley.agents.Choice;
import dev.parley.agents.RequestKind;
import java.util.ArrayList;
import java.util.List;

/**
 * The decisions as forms. Each that needs more than a click has a form of its own, so that the
 * Enter key in a field never presses the button of another decision.
 */
final class RequestForms {

  private static final String NOTE =
      "<label for=\"note-%1$s\">%2$s</label>\n<textarea id=\"note-%1$s\" name=\"note\" rows=\"2\" maxlength=\"4000\"></textarea>\n";

  private final Asked asked;
  private final List<Choice> allow;

  private RequestForms(Asked asked, List<Choice> allow) {
    this.asked = asked;
    this.allow = allow;
  }

  /** All forms for the decisions that are allowed. */
  static String of(Asked asked, List<Choice> allow, boolean remember) {
    return new RequestForms(asked, allow).html(remember);
  }

  private String html(boolean remember) {
    List<String> all = new ArrayList<>();
    all.add("<h2>Your decision</h2>");
    switch (asked.request().kind()) {
      case HUMAN, HANDOFF, SPEAKER -> all.add(answer());
      case IN_DOUBT -> all.add(inDoubt());
      case TASK -> all.add(answer() + decline());
      case TOOL, CODE, PLAN, BUDGET -> all.add(verdict(remember));
    }
    if (allow.contains(Choice.EDIT)) {
      all.add(edit());
    }
    boolean answered = asked.request().kind().isAnswered() || isTask();
    if (allow.contains(Choice.RESPOND) && !answered) {
      all.add(respond());
    }
    if (allow.contains(Choice.DELEGATE)) {
      all.add(delegate());
    }
    return String.join("\n", all);
  }

  private String button(Choice choice, String label, String style) {
    return allow.contains(choice)
        ? "<button type=\"submit\" name=\"decision\" value=\"%s\"%s>%s</button>\n"
            .formatted(choice.wire(), style, label)
        : "";
  }

  private String verdict(boolean remember) {
    String amount =
        asked.request().kind() == RequestKind.BUDGET && allow.contains(Choice.APPROVE)
            ? "<label for=\"amount\">Dollars more</label>\n<input type=\"text\" id=\"amount\" name=\"amount\" inputmode=\"decimal\" autocomplete=\"off\">\n"
            : "";
    // A text field would press the first button at the Enter key: the text area does not.
    String like =
        remember && allow.contains(Choice.APPROVE)
            ? "<label class=\"check\"><input type=\"checkbox\" name=\"remember\" value=\"true\"> Approve the like too, for this conversation</label>\n"
            : "";
    String first = amount.isEmpty() ? "" : "<button type=\"submit\" hidden disabled></button>\n";
    return form(
        first
            + amount
            + NOTE.formatted("verdict", "Reason or note")
            + like
            + button(Choice.APPROVE, "Approve", "")
            + button(Choice.REJECT, "Reject", " class=\"no\""));
  }

  private String answer() {
    return form(
        "<label for=\"text\">Your answer</label>\n<textarea id=\"text\" name=\"text\" rows=\"5\" maxlength=\"65536\"></textarea>\n"
            + button(Choice.RESPOND, "Answer", ""));
  }

  private boolean isTask() {
    return asked.request().kind() == RequestKind.TASK;
  }

  private String decline() {
    return allow.contains(Choice.REJECT)
        ? details(
            "Do not answer",
            NOTE.formatted("decline", "Reason")
                + button(Choice.REJECT, "Do not answer", " class=\"no\""))
        : "";
  }

  private String inDoubt() {
    return form(
            "<label for=\"text\">If it has happened: its result</label>\n<textarea id=\"text\" name=\"text\" rows=\"3\" maxlength=\"65536\"></textarea>\n"
                + NOTE.formatted("doubt", "Note")
                + button(Choice.HAPPENED, "It has happened", "")
                + button(Choice.NOT_HAPPENED, "It has not happened", ""))
        + (allow.contains(Choice.RETRY)
            ? details(
                "Try it once more",
                "<p>If it has happened after all, it happens twice.</p>\n"
                    + button(Choice.RETRY, "Try it once more", " class=\"no\""))
            : "");
  }

  private String edit() {
    String shown = asked.arguments().orElse("");
    String text = asked.request().kind() == RequestKind.TOOL ? Pretty.json(shown) : shown;
    return details(
        "Change it and approve",
        // The first line break in a text area is the browser's.
        "<label for=\"arguments-new\">All of it, as it is to be</label>\n<textarea class=\"exact\" id=\"arguments-new\" name=\"arguments\" rows=\"10\" spellcheck=\"false\" autocapitalize=\"off\" maxlength=\"65536\">\n"
            + Codes.value(text)
            + "</textarea>\n"
            + NOTE.formatted("edit", "Note")
            + button(Choice.EDIT, "Approve as changed", ""));
  }

  private String respond() {
    return details(
        "Answer in its place",
        "<p>It is not done; this is what the agent is told as its result.</p>\n<label for=\"text-respond\">Result</label>\n<textarea id=\"text-respond\" name=\"text\" rows=\"4\" maxlength=\"65536\"></textarea>\n"
            + NOTE.formatted("respond", "Note")
            + button(Choice.RESPOND, "Give this result", ""));
  }

  private String delegate() {
    return details(
        "Let somebody else decide",
        "<label for=\"to\">Name</label>\n<input type=\"text\" id=\"to\" name=\"to\" maxlength=\"64\" autocomplete=\"off\" autocapitalize=\"off\">\n"
            + NOTE.formatted("delegate", "Note")
            + button(Choice.DELEGATE, "Pass it on", ""));
  }

  private static String details(String summary, String inside) {
    return "<details><summary>%s</summary>\n%s</details>".formatted(summary, form(inside));
  }

  /** Without an action: it goes to the page's own address. */
  private static String form(String inside) {
    return "<form method=\"post\" autocomplete=\"off\">\n%s</form>\n".formatted(inside);
  }
}
