// The map of the worksites: beside the list, from its own points; it asks nothing of the network unless an
// address of tiles was set. Without this script the list says all of it.
/* global L */
const MAINLAND = [46.6, 2.4];
const STEPS = [10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001];

function drawn(frame) {
  frame.hidden = false;
  const map = L.map(frame, { zoomControl: false, attributionControl: Boolean(frame.dataset.tiles) });
  L.control
    .zoom({ zoomInTitle: "Agrandir la carte", zoomOutTitle: "Réduire la carte", position: "topleft" })
    .addTo(map);
  map.setView(MAINLAND, 5);
  if (frame.dataset.tiles) {
    map.attributionControl.setPrefix(false);
    const credit = document.createElement("span");
    credit.textContent = frame.dataset.attribution;
    L.tileLayer(frame.dataset.tiles, { attribution: credit.innerHTML, maxZoom: 19 }).addTo(map);
  } else {
    graticule(map);
  }
  return map;
}

// Parallels and meridians, so that distances and places can be read without any background.
function graticule(map) {
  const lines = L.layerGroup().addTo(map);
  const draw = () => {
    lines.clearLayers();
    const box = map.getBounds();
    const wide = box.getEast() - box.getWest();
    const step = STEPS.find((each) => wide / each >= 4) ?? STEPS.at(-1);
    const places = Math.max(0, Math.ceil(-Math.log10(step)));
    const rule = (points) => L.polyline(points, { className: "map-line", interactive: false }).addTo(lines);
    const name = (at, text) =>
      L.marker(at, {
        icon: L.divIcon({ className: "map-degree", html: text, iconSize: null }),
        interactive: false,
        keyboard: false,
      }).addTo(lines);
    for (let at = Math.ceil(box.getWest() / step); at * step <= box.getEast(); at += 1) {
      rule([[box.getSouth(), at * step], [box.getNorth(), at * step]]);
      name([box.getSouth(), at * step], degrees(at * step, places));
    }
    for (let at = Math.ceil(box.getSouth() / step); at * step <= box.getNorth(); at += 1) {
      rule([[at * step, box.getWest()], [at * step, box.getEast()]]);
      name([at * step, box.getWest()], degrees(at * step, places));
    }
  };
  map.on("moveend", draw);
  draw();
}

const degrees = (value, places) => `${value.toFixed(places).replace(".", ",")}°`;

function popup(point) {
  const box = document.createElement("div");
  const link = document.createElement("a");
  link.href = point.dataset.url;
  link.textContent = point.dataset.name;
  const place = document.createElement("p");
  place.textContent = point.dataset.place;
  box.append(link, place);
  return box;
}

function marked(map, points) {
  const places = points.map((point) => {
    const at = [Number(point.dataset.latitude), Number(point.dataset.longitude)];
    L.marker(at, {
      icon: L.divIcon({ className: "map-mark", html: "<span></span>", iconSize: [28, 28], iconAnchor: [14, 28], popupAnchor: [0, -26] }),
      title: point.dataset.name,
      riseOnHover: true,
    })
      .bindPopup(popup(point))
      .addTo(map);
    return at;
  });
  if (places.length) map.fitBounds(places, { padding: [40, 40], maxZoom: 15 });
}

// A click writes the position down; typing it moves the mark.
function picked(map, field) {
  const mark = L.marker(MAINLAND, {
    icon: L.divIcon({ className: "map-mark", html: "<span></span>", iconSize: [28, 28], iconAnchor: [14, 28] }),
    title: "Position du chantier",
    keyboard: false,
  });
  const typed = () => {
    const found = field.value.match(/([+-]?\d{1,2}[.,]\d+)°?\s*[,;/\s]\s*([+-]?\d{1,3}[.,]\d+)/);
    if (!found) return;
    const at = found.slice(1).map((part) => Number(part.replace(",", ".")));
    mark.setLatLng(at).addTo(map);
    map.setView(at, Math.max(map.getZoom(), 14));
  };
  map.on("click", ({ latlng }) => {
    const at = latlng.wrap();
    mark.setLatLng(at).addTo(map);
    field.value = [at.lat, at.lng].map((part) => part.toFixed(6).replace(".", ",")).join(", ");
  });
  field.addEventListener("change", typed);
  typed();
}

for (const frame of document.querySelectorAll("[data-map]")) {
  const map = drawn(frame);
  marked(map, [...document.querySelectorAll("[data-latitude]")]);
  const field = frame.dataset.pick && document.getElementById(frame.dataset.pick);
  if (field) picked(map, field);
}
