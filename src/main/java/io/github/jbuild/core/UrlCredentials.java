package io.github.jbuild.core;

import java.util.regex.Pattern;

/** User, password or token before the host of a URL (RFC 3986, 3.2.1), wherever it stands. */
public final class UrlCredentials {

  private static final Pattern FORM = Pattern.compile("://[^/?#\\s]*@");

  private UrlCredentials() {}

  /** Whether a text holds some. */
  public static boolean in(String text) {
    return FORM.matcher(text).find();
  }

  /** The text with an ellipsis in place of each. */
  public static String hidden(String text) {
    return FORM.matcher(text).replaceAll("://…@");
  }
}
