package io.github.jbuild.cli.explain;

import io.github.jbuild.checks.Rule;
import io.github.jbuild.cli.options.ProfileOptions;
import io.github.jbuild.core.JbuildException;
import io.github.jbuild.core.JbuildException.Kind;
import io.github.jbuild.core.Quoted;
import io.github.jbuild.core.Suggestions;
import io.github.jbuild.facts.FactTables;
import io.github.jbuild.facts.Facts;
import io.github.jbuild.plan.Step;
import io.github.jbuild.plan.planner.Planner;
import io.github.jbuild.profile.load.ProfileLoader;
import io.github.jbuild.profile.load.ProfileSelection;
import io.github.jbuild.profile.load.ProfileSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what a user wants explained: a profile, steps or a check. */
final class ExplainSubjects {

  private final ProfileOptions options;
  private final ProfileLoader loader;
  private final FactTables facts;

  ExplainSubjects(ProfileOptions options, FactTables facts) {
    this.options = options;
    this.loader = options.loader();
    this.facts = facts;
  }

  /**
   * The pages about something.
   *
   * @param subject null for the profile that is named by option, or for what can be explained
   * @throws JbuildException {@code USAGE} with the nearest names if there is no such thing
   */
  List<Page> pages(@Nullable String subject) {
    List<String> profiles = options.names();
    if (profiles.size() > 1) {
      throw JbuildException.of(Kind.USAGE, "only one profile at a time can be explained")
          .hint("give --profile once");
    }
    if (subject == null) {
      return profiles.isEmpty() ? List.of(index()) : profile(profiles.get(0));
    }
    Optional<Page> code = CodePages.of(subject);
    if (code.isPresent()) {
      return List.of(code.get());
    }
    if (!profiles.isEmpty()) {
      return steps(profile(profiles.get(0)), subject);
    }
    if (ProfileSelection.isPath(subject) || loader.knows(subject)) {
      return profile(subject);
    }
    if (Step.kinds().contains(subject)) {
      return new StepPages(facts).ofKind(subject);
    }
    throw JbuildException.of(Kind.USAGE, "nothing is named " + Quoted.of(subject))
        .hint(hint(subject));
  }

  private List<Page> profile(String name) {
    return new StepPages(facts)
        .of(new Planner(new Facts(facts)).plan(loader.load(options.selection(name))));
  }

  /** The steps of a number or kind. */
  private static List<Page> steps(List<Page> all, String subject) {
    List<Page> found =
        all.stream()
            .filter(
                page ->
                    subject.equals(page.name().get("number"))
                        || subject.equals(page.name().get("kind")))
            .toList();
    if (found.isEmpty()) {
      List<String> kinds =
          all.stream().map(page -> page.document().get("kind")).distinct().toList();
      throw JbuildException.of(Kind.USAGE, "the profile has no step " + Quoted.of(subject))
          .hint(
              "its steps are numbered from 1 to "
                  + all.size()
                  + "; "
                  + Suggestions.didYouMean(subject, kinds));
    }
    return found;
  }

  private Page index() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("profiles", String.join(", ", profileNames()));
    parts.put("steps", String.join(", ", Step.kinds()));
    parts.put("codes", String.join(", ", codes()));
    return new Page(Map.of("subject", "What jbuild explain can explain"), parts);
  }

  private String hint(String subject) {
    List<String> known = new ArrayList<>(profileNames());
    known.addAll(Step.kinds());
    known.addAll(codes());
    return Suggestions.nearest(subject, known).isEmpty()
        ? "jbuild explain prints what can be explained"
        : Suggestions.didYouMean(subject, known);
  }

  private List<String> profileNames() {
    return loader.list().stream().map(ProfileSummary::name).toList();
  }

  private static List<String> codes() {
    return CodePages.rules().stream().map(Rule::code).toList();
  }
}
