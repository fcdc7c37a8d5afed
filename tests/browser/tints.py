"""What decides of a contrast: the colours of a text and of what lies under it, and whether it is large.

Two texts of the same tint contrast alike, in light or in dark, on a phone or not. A tint is sound once axe
has passed an element that has it: what axe leaves aside (what it cannot tell, or does not look at) makes none
sound. Of a page axe's colour rules read the texts whose tint is not known to be sound.
"""

TINTS = r"""(() => {
  const clear = colour => colour === 'transparent' || /, 0\)$|\/ 0\)$/.test(colour);
  const whole = colour => !/^rgba|\//.test(colour) && !clear(colour);
  const says = one => one.matches('input, select, textarea') ||
    [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 1);
  window.tintOf = one => {
    const style = getComputedStyle(one);
    const large = parseFloat(style.fontSize) >= (style.fontWeight >= 700 ? 18.67 : 24);
    const tint = [style.color, large, style.textShadow];
    if (one.localName === 'a') {
      const above = one.parentElement;
      const among = [...above.childNodes].some(node => node.nodeType === 3 && node.data.trim());
      if (among) tint.push(style.textDecorationLine, style.borderBottom, getComputedStyle(above).color);
    }
    let under = one;
    for (; under; under = under.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(under);
      if (backgroundImage !== 'none') tint.push(backgroundImage);
      if (opacity !== '1') tint.push(`opacity ${opacity}`);
      if (!clear(backgroundColor)) tint.push(backgroundColor);
      if (whole(backgroundColor) && backgroundImage === 'none') break;
    }
    if (!under) tint.push(matchMedia('(prefers-color-scheme: dark)').matches);
    return tint.join(' | ');
  };
  window.tinted = () => [...document.querySelectorAll('body, body *')].filter(one =>
    one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && says(one)
    && !one.matches('[type=hidden], [type=checkbox], [type=radio], :disabled') &&
    [...one.getClientRects()].some(box => box.width > 1 && box.height > 1));
})()"""

WORN = "[...new Set(tinted().map(tintOf))]"

PASSED = """async ([options, known]) => {
  const before = new Set(known);
  const include = tinted().filter(one => !before.has(tintOf(one)));
  const resultTypes = ['violations', 'passes'];
  const found = await axe.run({ include }, { ...options, elementRef: true, selectors: false, resultTypes });
  const nodes = found.passes.filter(rule => rule.id === 'color-contrast').flatMap(rule => rule.nodes);
  const links = new Set(found.violations.flatMap(rule => rule.nodes).map(node => node.element));
  const sound = nodes.map(node => node.element).filter(one => one && !links.has(one)).map(tintOf);
  const violations = found.violations.map(({ id, nodes }) =>
    ({ id, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })) }));
  return { violations, sound: [...new Set(sound)] };
}"""

SHOWN = "[...document.querySelectorAll('*')].filter(one => one.checkVisibility())"
SEEN = f"() => {{ window.seenBefore = new Set({SHOWN}) }}"
NEW = f"{SHOWN}.some(one => !seenBefore.has(one))"
