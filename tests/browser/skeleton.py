"""What axe sees of a page once names, numbers and repetitions are left out: two pages alike need it once.

A skeleton keeps each element with its tag, its classes, its attributes, its state, whether it holds text, and
their order; a child that says what one of the two before it said is not told again (an even row is never an
odd one: their colours differ). Ids lose their numbers: which of them are not unique, or are named and not
there, is told apart, as are the names that several landmarks share. Left out are the length of texts and
where addresses lead: the rules that hear of lengths (`GEOMETRY`) and the width are checked on every page.
"""

GEOMETRY = ("target-size", "scrollable-region-focusable")

SKELETON = r"""() => {
  const plain = text => text.replace(/\d+/g, '#');
  const free = new Set(['href', 'value', 'content', 'src', 'action', 'd', 'x', 'y', 'x1', 'x2', 'y1', 'y2',
    'points', 'transform', 'width', 'height', 'cx', 'cy', 'r', 'datetime', 'placeholder', 'title', 'alt',
    'aria-label', 'viewBox', 'min', 'max', 'low', 'high', 'optimum', 'name', 'aria-valuetext', 'download']);
  const told = ({ name, value }) => {
    const long = name.startsWith('data-') && (value.length > 20 || /\s/.test(value));
    return name + (free.has(name) || long ? (value.trim() ? '=~' : '=') : '=' + plain(value));
  };
  const words = text => ['', '.', '~'][Math.min(text.trim().length, 2)];
  const bone = one => {
    const parts = [];
    for (const node of one.childNodes) {
      const part = node.nodeType === 3 ? words(node.data) : node.nodeType === 1 ? bone(node) : '';
      if (part && !parts.slice(-2).includes(part)) parts.push(part);
    }
    const even = one.localName === 'tr' && one.rowIndex % 2;
    const focused = one === document.activeElement;
    const state = [even, one.checked, one.indeterminate, one.open, one.hidden, focused];
    const attributes = [...one.attributes].map(told).sort().join(' ');
    return `<${one.localName} ${attributes} ${state.map(Number).join('')}>${parts.join('')}</>`;
  };
  const all = css => [...document.querySelectorAll(css)];
  const again = (each, place, every) => every.indexOf(each) !== place;
  const twice = all('[id]').map(one => one.id).filter(again);
  const lost = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'headers', 'list']
    .flatMap(name => all(`[${name}]`).flatMap(one => one.getAttribute(name).split(/\s+/)))
    .filter(id => id && !document.getElementById(id));
  const name = one => one.getAttribute('aria-label') ??
    document.getElementById(one.getAttribute('aria-labelledby'))?.textContent.trim() ?? '';
  const shared = all('nav, section, aside, form, header, footer, [role]')
    .map(one => `${one.localName}.${one.getAttribute('role')} ${name(one)}`).filter(again).map(plain);
  return [bone(document.documentElement), twice, lost, [...new Set(shared)].sort()].map(String).join('\n');
}"""
