package io.github.jbuild.profile.load;

/**
 * The published JSON Schema (draft 2020-12) of profile files, for editors and other tools. It
 * covers what one file can say; what fields must agree on with each other only {@link
 * ProfileLoader} knows.
 */
public final class ProfileSchema {

  private ProfileSchema() {}

  /** The schema as JSON text. */
  public static String json() {
    return BuiltInProfiles.resource("/schema/profile.schema.json");
  }
}
