package io.github.jbuild.python;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requirements (PEP 508, "Grammar"). */
final class RequirementReader {

  private static final String FORM = "name[extra]>=1,<2; marker, or name @ url ; marker (PEP 508)";

  private final Cursor in;

  RequirementReader(Cursor in) {
    this.in = in;
  }

  Requirement read() {
    in.skipSpace();
    String name = ProjectNames.read(in, "a project's name");
    in.skipSpace();
    List<String> extras = in.consume('[') ? extras() : List.of();
    in.skipSpace();
    String url = in.consume('@') ? url() : null;
    VersionSpecifiers specifiers = url == null ? specifiers() : VersionSpecifiers.ANY;
    in.skipSpace();
    return new Requirement(name, extras, specifiers, url, marker());
  }

  private List<String> extras() {
    List<String> extras = new ArrayList<>();
    in.skipSpace();
    if (in.consume(']')) {
      return extras;
    }
    do {
      in.skipSpace();
      extras.add(ProjectNames.read(in, "an extra's name"));
      in.skipSpace();
    } while (in.consume(','));
    if (!in.consume(']')) {
      throw in.error("a comma or ] is expected where " + in.found(), FORM);
    }
    return extras;
  }

  private String url() {
    in.skipSpace();
    int start = in.position();
    in.skipTo(" \t\n\u000b\f\r");
    if (in.position() == start) {
      throw in.error("a URL is expected where " + in.found(), FORM);
    }
    return in.since(start);
  }

  private VersionSpecifiers specifiers() {
    if (!in.consume('(')) {
      return VersionSpecifiers.read(in, ";");
    }
    VersionSpecifiers specifiers = VersionSpecifiers.read(in, ")");
    in.skipSpace();
    if (!in.consume(')')) {
      throw in.error("a closing parenthesis is expected where " + in.found(), FORM);
    }
    return specifiers;
  }

  private @Nullable Marker marker() {
    if (in.atEnd()) {
      return null;
    }
    if (!in.consume(';')) {
      throw in.error("a semicolon or the end is expected where " + in.found(), FORM);
    }
    return new MarkerReader(in).whole();
  }
}
