package io.github.jbuild.checks.image;

import io.github.jbuild.checks.CheckResult;
import io.github.jbuild.checks.Rule;
import io.github.jbuild.checks.Severity;
import io.github.jbuild.checks.Verdict;
import io.github.jbuild.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The user that the container runs as is in the image, with the groups that the profile names. */
final class UserCheck implements ImageCheck {

  private static final Rule RULE =
      new Rule(
          "JB207",
          "user",
          "the user and its groups exist",
          "An engine rejects a user that the image does not define, and a Jetson's GPU devices are accessible to"
              + " the group video only.");

  @Override
  public Rule rule() {
    return RULE;
  }

  @Override
  public CheckResult check(ImageContext image, Expectations expected) {
    Verdict verdict = new Verdict(RULE);
    String[] user = image.config().user().split(":", 2);
    Map<String, List<String>> users = rows(image, "/etc/passwd");
    Map<String, List<String>> groups = rows(image, "/etc/group");
    require(verdict, "user", user[0], users);
    if (user.length > 1) {
      require(verdict, "group", user[1], groups);
    }
    expected
        .profile()
        .ifPresent(
            profile -> compare(verdict, image, profile, expected, member(user[0], users), groups));
    String shown = image.config().user().isEmpty() ? "root" : image.config().user();
    return verdict.result("the container runs as " + shown);
  }

  private static void require(
      Verdict verdict, String what, String name, Map<String, List<String>> known) {
    boolean number = !name.isEmpty() && name.chars().allMatch(Character::isDigit);
    if (!name.isEmpty() && !number && !known.containsKey(name)) {
      verdict.error(
          "the " + what + " \"" + name + "\" is not in the image",
          what.equals("user") ? "/etc/passwd" : "/etc/group",
          "create it, or use its numeric ID");
    }
  }

  private static void compare(
      Verdict verdict,
      ImageContext image,
      Profile profile,
      Expectations expected,
      List<String> member,
      Map<String, List<String>> groups) {
    String wanted = profile.app().userOrNull();
    if (wanted != null && !wanted.equals(image.config().user())) {
      verdict.add(
          Severity.ERROR,
          "the image's user is \"" + image.config().user() + "\", not \"" + wanted + '"',
          null,
          expected.place("app.user"),
          "build the image from this profile");
    }
    boolean onlyGroup = image.config().user().contains(":") && !member.get(2).equals("0");
    if (onlyGroup && !profile.app().groups().isEmpty()) {
      // Docker documentation, "USER": with a group, the user has that membership and no other.
      verdict.add(
          Severity.ERROR,
          "a user with a group, \"" + image.config().user() + "\", gets no additional groups",
          null,
          expected.place("app.user"),
          "give only the user: its groups then come from /etc/group");
      return;
    }
    for (int i = 0; i < profile.app().groups().size(); i++) {
      String group = profile.app().groups().get(i);
      List<String> row = row(group, groups);
      boolean in = member.get(2).equals("0") || isIn(member, row);
      if (row.isEmpty() || !in) {
        verdict.add(
            Severity.ERROR,
            row.isEmpty()
                ? "the group \"" + group + "\" is not in the image"
                : "\"" + member.get(0) + "\" is not in the group \"" + group + '"',
            "/etc/group",
            expected.place("app.groups[" + i + "]"),
            "build the image from this profile");
      }
    }
  }

  /** The row of the user in passwd; where there is none, the number is all that is known. */
  private static List<String> member(String user, Map<String, List<String>> users) {
    List<String> row = row(user.isEmpty() ? "0" : user, users);
    boolean root = user.isEmpty() || user.equals("root");
    return row.isEmpty() ? List.of(user, "", root ? "0" : user) : row;
  }

  /** By name or else by number, which is the third field of both files. */
  private static List<String> row(String nameOrNumber, Map<String, List<String>> rows) {
    List<String> named = rows.get(nameOrNumber);
    return named != null
        ? named
        : rows.values().stream()
            .filter(row -> row.get(2).equals(nameOrNumber))
            .findFirst()
            .orElse(List.of());
  }

  /** Whether a user is in a group, as one of its members or because it is the user's own. */
  private static boolean isIn(List<String> member, List<String> group) {
    return group.size() > 2
        && ((group.size() > 3 && List.of(group.get(3).split(",", -1)).contains(member.get(0)))
            || (member.size() > 3 && member.get(3).equals(group.get(2))));
  }

  /** The rows of a file in the notation of passwd(5), by their first field. */
  private static Map<String, List<String>> rows(ImageContext image, String path) {
    return image
        .text(path)
        .map(
            text ->
                text.lines()
                    .map(line -> List.of(line.split(":", -1)))
                    .filter(row -> row.size() > 2)
                    .collect(Collectors.toMap(row -> row.get(0), row -> row, (a, b) -> a)))
        .orElse(Map.of());
  }
}
