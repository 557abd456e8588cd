{
 "patcher": {
  "title": "lyria-osc",
  "fileversion": 1,
  "appversion": {
   "major": 8,
   "minor": 5,
   "revision": 5,
   "architecture": "x64",
   "modernui": 1
  },
  "classnamespace": "box",
  "rect": [
   60,
   80,
   1400,
   720
  ],
  "bglocked": 0,
  "openinpresentation": 1,
  "default_fontsize": 12.0,
  "default_fontface": 0,
  "default_fontname": "Arial",
  "gridonopen": 1,
  "gridsize": [
   15.0,
   15.0
  ],
  "gridsnaponopen": 1,
  "objectsnaponopen": 1,
  "statusbarvisible": 2,
  "toolbarvisible": 1,
  "lefttoolbarpinned": 0,
  "toptoolbarpinned": 0,
  "righttoolbarpinned": 0,
  "bottomtoolbarpinned": 0,
  "toolbars_unpinned_last_save": 0,
  "tallnewobj": 0,
  "boxanimatetime": 200,
  "enablehscroll": 1,
  "enablevscroll": 1,
  "devicewidth": 0.0,
  "description": "",
  "digest": "",
  "tags": "",
  "style": "",
  "subpatcher_template": "",
  "assistshowspatchername": 0,
  "boxes": [
   {
    "box": {
     "id": "obj-1",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      700,
      1300,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "udpreceive 9001"
    }
   },
   {
    "box": {
     "id": "obj-2",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20,
      1300,
      180,
      22
     ],
     "outlettype": [],
     "text": "udpsend 127.0.0.1 9000"
    }
   },
   {
    "box": {
     "id": "obj-3",
     "maxclass": "newobj",
     "numinlets": 0,
     "numoutlets": 1,
     "patching_rect": [
      20,
      1270,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "r ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-4",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20,
      1340,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "loadbang"
    }
   },
   {
    "box": {
     "id": "obj-5",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      20,
      1400,
      240,
      22
     ],
     "text": "/lyria/subscribe 9001 numbers",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-6",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      20,
      1430,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-7",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      700,
      1330,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "t b l"
    }
   },
   {
    "box": {
     "id": "obj-8",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      300,
      1370,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "delay 5000"
    }
   },
   {
    "box": {
     "id": "obj-9",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      300,
      1400,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "metro 20000 @active 1"
    }
   },
   {
    "box": {
     "id": "obj-10",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      300,
      1430,
      120,
      22
     ],
     "text": "/lyria/ping",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-11",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      8,
      906,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      8,
      6,
      88,
      18
     ],
     "text": "host port",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-12",
     "maxclass": "live.numbox",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      8,
      924,
      60,
      18
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      8,
      24,
      60,
      18
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "host port",
       "parameter_shortname": "host port",
       "parameter_type": 1,
       "parameter_mmin": 1,
       "parameter_mmax": 65535,
       "parameter_initial": [
        9000
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.0f"
      }
     },
     "varname": "host port"
    }
   },
   {
    "box": {
     "id": "obj-13",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      8,
      966,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend port"
    }
   },
   {
    "box": {
     "id": "obj-14",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      8,
      960,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      8,
      60,
      88,
      18
     ],
     "text": "own port",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-15",
     "maxclass": "live.numbox",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      8,
      978,
      60,
      18
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      8,
      78,
      60,
      18
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "own port",
       "parameter_shortname": "own port",
       "parameter_type": 1,
       "parameter_mmin": 1,
       "parameter_mmax": 65535,
       "parameter_initial": [
        9001
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.0f"
      }
     },
     "varname": "own port"
    }
   },
   {
    "box": {
     "id": "obj-16",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      8,
      1020,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend port"
    }
   },
   {
    "box": {
     "id": "obj-17",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      20,
      1370,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set /lyria/subscribe"
    }
   },
   {
    "box": {
     "id": "obj-18",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      120,
      1370,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "append numbers"
    }
   },
   {
    "box": {
     "id": "obj-19",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      104,
      906,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      6,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "prompt/1/weight",
       "parameter_shortname": "prompt 1 weight",
       "parameter_type": 0,
       "parameter_mmin": -4.0,
       "parameter_mmax": 4.0,
       "parameter_initial": [
        1.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "prompt/1/weight"
    }
   },
   {
    "box": {
     "id": "obj-20",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      20,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/1/weight"
    }
   },
   {
    "box": {
     "id": "obj-21",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      20,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-22",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      104,
      960,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      104,
      60,
      88,
      18
     ],
     "text": "prompt 1 text",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-23",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      104,
      978,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      78,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "prompt/1/text"
    }
   },
   {
    "box": {
     "id": "obj-24",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20,
      48,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-25",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      76,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/1/text"
    }
   },
   {
    "box": {
     "id": "obj-26",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      76,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-27",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      104,
      1022,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      122,
      82,
      24
     ],
     "text": "prompt 1 clear",
     "mode": 0,
     "varname": "prompt/1/clear"
    }
   },
   {
    "box": {
     "id": "obj-28",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      220,
      104,
      180,
      22
     ],
     "text": "/lyria/prompt/1/clear",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-29",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      104,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-30",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      104,
      1068,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      168,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "prompt/2/weight",
       "parameter_shortname": "prompt 2 weight",
       "parameter_type": 0,
       "parameter_mmin": -4.0,
       "parameter_mmax": 4.0,
       "parameter_initial": [
        1.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "prompt/2/weight"
    }
   },
   {
    "box": {
     "id": "obj-31",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      132,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/2/weight"
    }
   },
   {
    "box": {
     "id": "obj-32",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      132,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-33",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      104,
      1122,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      104,
      222,
      88,
      18
     ],
     "text": "prompt 2 text",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-34",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      104,
      1140,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      240,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "prompt/2/text"
    }
   },
   {
    "box": {
     "id": "obj-35",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20,
      160,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-36",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      188,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/2/text"
    }
   },
   {
    "box": {
     "id": "obj-37",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      188,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-38",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      104,
      1184,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      284,
      82,
      24
     ],
     "text": "prompt 2 clear",
     "mode": 0,
     "varname": "prompt/2/clear"
    }
   },
   {
    "box": {
     "id": "obj-39",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      220,
      216,
      180,
      22
     ],
     "text": "/lyria/prompt/2/clear",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-40",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      216,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-41",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      104,
      1230,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      330,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "prompt/3/weight",
       "parameter_shortname": "prompt 3 weight",
       "parameter_type": 0,
       "parameter_mmin": -4.0,
       "parameter_mmax": 4.0,
       "parameter_initial": [
        1.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "prompt/3/weight"
    }
   },
   {
    "box": {
     "id": "obj-42",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      244,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/3/weight"
    }
   },
   {
    "box": {
     "id": "obj-43",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      244,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-44",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      104,
      1284,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      104,
      384,
      88,
      18
     ],
     "text": "prompt 3 text",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-45",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      104,
      1302,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      402,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "prompt/3/text"
    }
   },
   {
    "box": {
     "id": "obj-46",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20,
      272,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-47",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      300,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/3/text"
    }
   },
   {
    "box": {
     "id": "obj-48",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      300,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-49",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      104,
      1346,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      446,
      82,
      24
     ],
     "text": "prompt 3 clear",
     "mode": 0,
     "varname": "prompt/3/clear"
    }
   },
   {
    "box": {
     "id": "obj-50",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      220,
      328,
      180,
      22
     ],
     "text": "/lyria/prompt/3/clear",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-51",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      328,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-52",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      104,
      1392,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      492,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "prompt/4/weight",
       "parameter_shortname": "prompt 4 weight",
       "parameter_type": 0,
       "parameter_mmin": -4.0,
       "parameter_mmax": 4.0,
       "parameter_initial": [
        1.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "prompt/4/weight"
    }
   },
   {
    "box": {
     "id": "obj-53",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      356,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/4/weight"
    }
   },
   {
    "box": {
     "id": "obj-54",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      356,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-55",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      104,
      1446,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      104,
      546,
      88,
      18
     ],
     "text": "prompt 4 text",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-56",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      104,
      1464,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      564,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "prompt/4/text"
    }
   },
   {
    "box": {
     "id": "obj-57",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20,
      384,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-58",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      412,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/4/text"
    }
   },
   {
    "box": {
     "id": "obj-59",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      412,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-60",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      104,
      1508,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      608,
      82,
      24
     ],
     "text": "prompt 4 clear",
     "mode": 0,
     "varname": "prompt/4/clear"
    }
   },
   {
    "box": {
     "id": "obj-61",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      220,
      440,
      180,
      22
     ],
     "text": "/lyria/prompt/4/clear",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-62",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      440,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-63",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      104,
      1554,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      104,
      654,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "prompt/5/weight",
       "parameter_shortname": "prompt 5 weight",
       "parameter_type": 0,
       "parameter_mmin": -4.0,
       "parameter_mmax": 4.0,
       "parameter_initial": [
        1.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "prompt/5/weight"
    }
   },
   {
    "box": {
     "id": "obj-64",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      468,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/5/weight"
    }
   },
   {
    "box": {
     "id": "obj-65",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      468,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-66",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      200,
      906,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      200,
      6,
      88,
      18
     ],
     "text": "prompt 5 text",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-67",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      200,
      924,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      24,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "prompt/5/text"
    }
   },
   {
    "box": {
     "id": "obj-68",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20,
      496,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-69",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      524,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/5/text"
    }
   },
   {
    "box": {
     "id": "obj-70",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      524,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-71",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      200,
      968,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      68,
      82,
      24
     ],
     "text": "prompt 5 clear",
     "mode": 0,
     "varname": "prompt/5/clear"
    }
   },
   {
    "box": {
     "id": "obj-72",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      220,
      552,
      180,
      22
     ],
     "text": "/lyria/prompt/5/clear",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-73",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      552,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-74",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      200,
      1014,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      114,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "prompt/6/weight",
       "parameter_shortname": "prompt 6 weight",
       "parameter_type": 0,
       "parameter_mmin": -4.0,
       "parameter_mmax": 4.0,
       "parameter_initial": [
        1.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "prompt/6/weight"
    }
   },
   {
    "box": {
     "id": "obj-75",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      580,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/6/weight"
    }
   },
   {
    "box": {
     "id": "obj-76",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      580,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-77",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      200,
      1068,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      200,
      168,
      88,
      18
     ],
     "text": "prompt 6 text",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-78",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      200,
      1086,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      186,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "prompt/6/text"
    }
   },
   {
    "box": {
     "id": "obj-79",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20,
      608,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-80",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      636,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/6/text"
    }
   },
   {
    "box": {
     "id": "obj-81",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      636,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-82",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      200,
      1130,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      230,
      82,
      24
     ],
     "text": "prompt 6 clear",
     "mode": 0,
     "varname": "prompt/6/clear"
    }
   },
   {
    "box": {
     "id": "obj-83",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      220,
      664,
      180,
      22
     ],
     "text": "/lyria/prompt/6/clear",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-84",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      664,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-85",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      200,
      1176,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      276,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "prompt/7/weight",
       "parameter_shortname": "prompt 7 weight",
       "parameter_type": 0,
       "parameter_mmin": -4.0,
       "parameter_mmax": 4.0,
       "parameter_initial": [
        1.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "prompt/7/weight"
    }
   },
   {
    "box": {
     "id": "obj-86",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      692,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/7/weight"
    }
   },
   {
    "box": {
     "id": "obj-87",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      692,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-88",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      200,
      1230,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      200,
      330,
      88,
      18
     ],
     "text": "prompt 7 text",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-89",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      200,
      1248,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      348,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "prompt/7/text"
    }
   },
   {
    "box": {
     "id": "obj-90",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20,
      720,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-91",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      748,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/7/text"
    }
   },
   {
    "box": {
     "id": "obj-92",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      748,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-93",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      200,
      1292,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      392,
      82,
      24
     ],
     "text": "prompt 7 clear",
     "mode": 0,
     "varname": "prompt/7/clear"
    }
   },
   {
    "box": {
     "id": "obj-94",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      220,
      776,
      180,
      22
     ],
     "text": "/lyria/prompt/7/clear",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-95",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      776,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-96",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      200,
      1338,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      438,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "prompt/8/weight",
       "parameter_shortname": "prompt 8 weight",
       "parameter_type": 0,
       "parameter_mmin": -4.0,
       "parameter_mmax": 4.0,
       "parameter_initial": [
        1.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "prompt/8/weight"
    }
   },
   {
    "box": {
     "id": "obj-97",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      220,
      804,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/8/weight"
    }
   },
   {
    "box": {
     "id": "obj-98",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      440,
      804,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-99",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      200,
      1392,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      200,
      492,
      88,
      18
     ],
     "text": "prompt 8 text",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-100",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      200,
      1410,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      510,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "prompt/8/text"
    }
   },
   {
    "box": {
     "id": "obj-101",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      20,
      832,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-102",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      20,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompt/8/text"
    }
   },
   {
    "box": {
     "id": "obj-103",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      20,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-104",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      200,
      1454,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      554,
      82,
      24
     ],
     "text": "prompt 8 clear",
     "mode": 0,
     "varname": "prompt/8/clear"
    }
   },
   {
    "box": {
     "id": "obj-105",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      860,
      48,
      180,
      22
     ],
     "text": "/lyria/prompt/8/clear",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-106",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      48,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-107",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      200,
      1500,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      600,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "density",
       "parameter_shortname": "density",
       "parameter_type": 0,
       "parameter_mmin": 0.0,
       "parameter_mmax": 1.0,
       "parameter_initial": [
        0.5
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "density"
    }
   },
   {
    "box": {
     "id": "obj-108",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      76,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/density"
    }
   },
   {
    "box": {
     "id": "obj-109",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      76,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-110",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      200,
      1554,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      200,
      654,
      88,
      18
     ],
     "text": "density auto",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-111",
     "maxclass": "live.toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      200,
      1572,
      20,
      20
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      200,
      672,
      20,
      20
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "density/auto",
       "parameter_shortname": "density auto",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "varname": "density/auto"
    }
   },
   {
    "box": {
     "id": "obj-112",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      104,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/density/auto"
    }
   },
   {
    "box": {
     "id": "obj-113",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      104,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-114",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      296,
      906,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      6,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "brightness",
       "parameter_shortname": "brightness",
       "parameter_type": 0,
       "parameter_mmin": 0.0,
       "parameter_mmax": 1.0,
       "parameter_initial": [
        0.5
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "brightness"
    }
   },
   {
    "box": {
     "id": "obj-115",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      132,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/brightness"
    }
   },
   {
    "box": {
     "id": "obj-116",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      132,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-117",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      296,
      960,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      296,
      60,
      88,
      18
     ],
     "text": "brightness auto",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-118",
     "maxclass": "live.toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      296,
      978,
      20,
      20
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      78,
      20,
      20
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "brightness/auto",
       "parameter_shortname": "brightness auto",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "varname": "brightness/auto"
    }
   },
   {
    "box": {
     "id": "obj-119",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      160,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/brightness/auto"
    }
   },
   {
    "box": {
     "id": "obj-120",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      160,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-121",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      296,
      1014,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      114,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "bpm",
       "parameter_shortname": "bpm",
       "parameter_type": 0,
       "parameter_mmin": 40.0,
       "parameter_mmax": 200.0,
       "parameter_initial": [
        120.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.1f"
      }
     },
     "varname": "bpm"
    }
   },
   {
    "box": {
     "id": "obj-122",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      188,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/bpm"
    }
   },
   {
    "box": {
     "id": "obj-123",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      188,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-124",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      296,
      1068,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      296,
      168,
      88,
      18
     ],
     "text": "bpm auto",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-125",
     "maxclass": "live.toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      296,
      1086,
      20,
      20
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      186,
      20,
      20
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "bpm/auto",
       "parameter_shortname": "bpm auto",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "varname": "bpm/auto"
    }
   },
   {
    "box": {
     "id": "obj-126",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      216,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/bpm/auto"
    }
   },
   {
    "box": {
     "id": "obj-127",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      216,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-128",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      296,
      1122,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      296,
      222,
      88,
      18
     ],
     "text": "mute bass",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-129",
     "maxclass": "live.toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      296,
      1140,
      20,
      20
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      240,
      20,
      20
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "mute_bass",
       "parameter_shortname": "mute bass",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "varname": "mute_bass"
    }
   },
   {
    "box": {
     "id": "obj-130",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      244,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/mute_bass"
    }
   },
   {
    "box": {
     "id": "obj-131",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      244,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-132",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      296,
      1176,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      296,
      276,
      88,
      18
     ],
     "text": "mute drums",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-133",
     "maxclass": "live.toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      296,
      1194,
      20,
      20
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      294,
      20,
      20
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "mute_drums",
       "parameter_shortname": "mute drums",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "varname": "mute_drums"
    }
   },
   {
    "box": {
     "id": "obj-134",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      272,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/mute_drums"
    }
   },
   {
    "box": {
     "id": "obj-135",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      272,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-136",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      296,
      1230,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      296,
      330,
      88,
      18
     ],
     "text": "only bass and drums",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-137",
     "maxclass": "live.toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      296,
      1248,
      20,
      20
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      348,
      20,
      20
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "only_bass_and_drums",
       "parameter_shortname": "only bass and drums",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "varname": "only_bass_and_drums"
    }
   },
   {
    "box": {
     "id": "obj-138",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      300,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/only_bass_and_drums"
    }
   },
   {
    "box": {
     "id": "obj-139",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      300,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-140",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      296,
      1284,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      384,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "gain",
       "parameter_shortname": "gain",
       "parameter_type": 0,
       "parameter_mmin": -60.0,
       "parameter_mmax": 6.0,
       "parameter_initial": [
        0.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.1f"
      }
     },
     "varname": "gain"
    }
   },
   {
    "box": {
     "id": "obj-141",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      328,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/gain"
    }
   },
   {
    "box": {
     "id": "obj-142",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      328,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-143",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      296,
      1338,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      296,
      438,
      88,
      18
     ],
     "text": "mute",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-144",
     "maxclass": "live.toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      296,
      1356,
      20,
      20
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      456,
      20,
      20
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "mute",
       "parameter_shortname": "mute",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "varname": "mute"
    }
   },
   {
    "box": {
     "id": "obj-145",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      356,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/mute"
    }
   },
   {
    "box": {
     "id": "obj-146",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      356,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-147",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      296,
      1392,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      492,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "guidance",
       "parameter_shortname": "guidance",
       "parameter_type": 0,
       "parameter_mmin": 0.0,
       "parameter_mmax": 6.0,
       "parameter_initial": [
        4.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "guidance"
    }
   },
   {
    "box": {
     "id": "obj-148",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      384,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/guidance"
    }
   },
   {
    "box": {
     "id": "obj-149",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      384,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-150",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      296,
      1446,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      546,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "temperature",
       "parameter_shortname": "temperature",
       "parameter_type": 0,
       "parameter_mmin": 0.0,
       "parameter_mmax": 3.0,
       "parameter_initial": [
        1.1
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.2f"
      }
     },
     "varname": "temperature"
    }
   },
   {
    "box": {
     "id": "obj-151",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      412,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/temperature"
    }
   },
   {
    "box": {
     "id": "obj-152",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      412,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-153",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      296,
      1500,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      600,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "top_k",
       "parameter_shortname": "top k",
       "parameter_type": 0,
       "parameter_mmin": 1,
       "parameter_mmax": 1000,
       "parameter_initial": [
        40.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.0f"
      }
     },
     "varname": "top_k"
    }
   },
   {
    "box": {
     "id": "obj-154",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      440,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/top_k"
    }
   },
   {
    "box": {
     "id": "obj-155",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      440,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-156",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      296,
      1554,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      296,
      654,
      88,
      18
     ],
     "text": "seed",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-157",
     "maxclass": "live.numbox",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      296,
      1572,
      80,
      18
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      296,
      672,
      80,
      18
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "seed",
       "parameter_shortname": "seed",
       "parameter_type": 0,
       "parameter_mmin": -1,
       "parameter_mmax": 2147483647,
       "parameter_initial": [
        -1.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.0f"
      }
     },
     "varname": "seed"
    }
   },
   {
    "box": {
     "id": "obj-158",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      468,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/seed"
    }
   },
   {
    "box": {
     "id": "obj-159",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      468,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-160",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      392,
      906,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      392,
      6,
      88,
      18
     ],
     "text": "scale",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-161",
     "maxclass": "live.menu",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      392,
      924,
      84,
      18
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      24,
      84,
      18
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "scale",
       "parameter_shortname": "scale",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 12,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "any",
        "C / a",
        "Db / bb",
        "D / b",
        "Eb / c",
        "E / c#",
        "F / d",
        "Gb / eb",
        "G / e",
        "Ab / f",
        "A / f#",
        "Bb / g",
        "B / g#"
       ]
      }
     },
     "varname": "scale"
    }
   },
   {
    "box": {
     "id": "obj-162",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      496,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/scale"
    }
   },
   {
    "box": {
     "id": "obj-163",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      496,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-164",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      392,
      960,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      392,
      60,
      88,
      18
     ],
     "text": "scale auto",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-165",
     "maxclass": "live.toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      392,
      978,
      20,
      20
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      78,
      20,
      20
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "scale/auto",
       "parameter_shortname": "scale auto",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "varname": "scale/auto"
    }
   },
   {
    "box": {
     "id": "obj-166",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      524,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/scale/auto"
    }
   },
   {
    "box": {
     "id": "obj-167",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      524,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-168",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      392,
      1014,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      392,
      114,
      88,
      18
     ],
     "text": "mode",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-169",
     "maxclass": "live.menu",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      392,
      1032,
      84,
      18
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      132,
      84,
      18
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "mode",
       "parameter_shortname": "mode",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 2,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "quality",
        "diversity",
        "vocalization"
       ]
      }
     },
     "varname": "mode"
    }
   },
   {
    "box": {
     "id": "obj-170",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      552,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/mode"
    }
   },
   {
    "box": {
     "id": "obj-171",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      552,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-172",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      392,
      1068,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      168,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "beats_per_bar",
       "parameter_shortname": "beats per bar",
       "parameter_type": 1,
       "parameter_mmin": 1,
       "parameter_mmax": 16,
       "parameter_initial": [
        4.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.0f"
      }
     },
     "varname": "beats_per_bar"
    }
   },
   {
    "box": {
     "id": "obj-173",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      580,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/beats_per_bar"
    }
   },
   {
    "box": {
     "id": "obj-174",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      580,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-175",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      392,
      1122,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      222,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "marker_offset_ms",
       "parameter_shortname": "marker offset ms",
       "parameter_type": 0,
       "parameter_mmin": -500.0,
       "parameter_mmax": 500.0,
       "parameter_initial": [
        0.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.1f"
      }
     },
     "varname": "marker_offset_ms"
    }
   },
   {
    "box": {
     "id": "obj-176",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      608,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/marker_offset_ms"
    }
   },
   {
    "box": {
     "id": "obj-177",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      608,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-178",
     "maxclass": "live.dial",
     "numinlets": 1,
     "numoutlets": 2,
     "patching_rect": [
      392,
      1176,
      60,
      48
     ],
     "outlettype": [
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      276,
      60,
      48
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "buffer",
       "parameter_shortname": "buffer",
       "parameter_type": 0,
       "parameter_mmin": 1.0,
       "parameter_mmax": 60.0,
       "parameter_initial": [
        4.0
       ],
       "parameter_initial_enable": 0,
       "parameter_unitstyle": 9,
       "parameter_units": "%.1f"
      }
     },
     "varname": "buffer"
    }
   },
   {
    "box": {
     "id": "obj-179",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      636,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/buffer"
    }
   },
   {
    "box": {
     "id": "obj-180",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      636,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-181",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      392,
      1230,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      392,
      330,
      88,
      18
     ],
     "text": "follow",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-182",
     "maxclass": "live.toggle",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      392,
      1248,
      20,
      20
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      348,
      20,
      20
     ],
     "parameter_enable": 1,
     "saved_attribute_attributes": {
      "valueof": {
       "parameter_longname": "follow",
       "parameter_shortname": "follow",
       "parameter_type": 2,
       "parameter_mmin": 0,
       "parameter_mmax": 1,
       "parameter_initial": [
        0
       ],
       "parameter_initial_enable": 0,
       "parameter_enum": [
        "off",
        "on"
       ]
      }
     },
     "varname": "follow"
    }
   },
   {
    "box": {
     "id": "obj-183",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      860,
      664,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/follow"
    }
   },
   {
    "box": {
     "id": "obj-184",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      664,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-185",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      392,
      1292,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      392,
      82,
      24
     ],
     "text": "play",
     "mode": 0,
     "varname": "play"
    }
   },
   {
    "box": {
     "id": "obj-186",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      860,
      692,
      180,
      22
     ],
     "text": "/lyria/play",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-187",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      692,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-188",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      392,
      1346,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      446,
      82,
      24
     ],
     "text": "pause",
     "mode": 0,
     "varname": "pause"
    }
   },
   {
    "box": {
     "id": "obj-189",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      860,
      720,
      180,
      22
     ],
     "text": "/lyria/pause",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-190",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      720,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-191",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      392,
      1400,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      500,
      82,
      24
     ],
     "text": "stop",
     "mode": 0,
     "varname": "stop"
    }
   },
   {
    "box": {
     "id": "obj-192",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      860,
      748,
      180,
      22
     ],
     "text": "/lyria/stop",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-193",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      748,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-194",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      392,
      1454,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      554,
      82,
      24
     ],
     "text": "toggle",
     "mode": 0,
     "varname": "toggle"
    }
   },
   {
    "box": {
     "id": "obj-195",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      860,
      776,
      180,
      22
     ],
     "text": "/lyria/toggle",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-196",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      776,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-197",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      392,
      1508,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      608,
      82,
      24
     ],
     "text": "reset",
     "mode": 0,
     "varname": "reset"
    }
   },
   {
    "box": {
     "id": "obj-198",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      860,
      804,
      180,
      22
     ],
     "text": "/lyria/reset",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-199",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      804,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-200",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      392,
      1562,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      392,
      662,
      82,
      24
     ],
     "text": "preset next",
     "mode": 0,
     "varname": "preset/next"
    }
   },
   {
    "box": {
     "id": "obj-201",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      860,
      832,
      180,
      22
     ],
     "text": "/lyria/preset/next",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-202",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1080,
      832,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-203",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      488,
      914,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      14,
      82,
      24
     ],
     "text": "preset prev",
     "mode": 0,
     "varname": "preset/prev"
    }
   },
   {
    "box": {
     "id": "obj-204",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1500,
      20,
      180,
      22
     ],
     "text": "/lyria/preset/prev",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-205",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      20,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-206",
     "maxclass": "textbutton",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      488,
      968,
      82,
      24
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      68,
      82,
      24
     ],
     "text": "downbeat",
     "mode": 0,
     "varname": "downbeat"
    }
   },
   {
    "box": {
     "id": "obj-207",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1500,
      48,
      180,
      22
     ],
     "text": "/lyria/downbeat",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-208",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      48,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-209",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1014,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      114,
      88,
      18
     ],
     "text": "beat",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-210",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1032,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      132,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "beat"
    }
   },
   {
    "box": {
     "id": "obj-211",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1068,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      168,
      88,
      18
     ],
     "text": "bar",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-212",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1086,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      186,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "bar"
    }
   },
   {
    "box": {
     "id": "obj-213",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1122,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      222,
      88,
      18
     ],
     "text": "tempo",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-214",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1140,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      240,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "tempo"
    }
   },
   {
    "box": {
     "id": "obj-215",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1176,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      276,
      88,
      18
     ],
     "text": "state",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-216",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1194,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      294,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "state"
    }
   },
   {
    "box": {
     "id": "obj-217",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1230,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      330,
      88,
      18
     ],
     "text": "engine",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-218",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1248,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      348,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "engine"
    }
   },
   {
    "box": {
     "id": "obj-219",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1284,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      384,
      88,
      18
     ],
     "text": "buffered",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-220",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1302,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      402,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "buffered"
    }
   },
   {
    "box": {
     "id": "obj-221",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1338,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      438,
      88,
      18
     ],
     "text": "latency",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-222",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1356,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      456,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "latency"
    }
   },
   {
    "box": {
     "id": "obj-223",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1392,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      492,
      88,
      18
     ],
     "text": "level",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-224",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1410,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      510,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "level"
    }
   },
   {
    "box": {
     "id": "obj-225",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1446,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      546,
      88,
      18
     ],
     "text": "link peers",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-226",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1464,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      564,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "link/peers"
    }
   },
   {
    "box": {
     "id": "obj-227",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1500,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      600,
      88,
      18
     ],
     "text": "phase ms",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-228",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1518,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      618,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "phase_ms"
    }
   },
   {
    "box": {
     "id": "obj-229",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      488,
      1554,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      488,
      654,
      88,
      18
     ],
     "text": "xruns",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-230",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      488,
      1572,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      488,
      672,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "xruns"
    }
   },
   {
    "box": {
     "id": "obj-231",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      906,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      6,
      88,
      18
     ],
     "text": "applied",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-232",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      924,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      24,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "applied"
    }
   },
   {
    "box": {
     "id": "obj-233",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      960,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      60,
      88,
      18
     ],
     "text": "filtered",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-234",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      978,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      78,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "filtered"
    }
   },
   {
    "box": {
     "id": "obj-235",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      1014,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      114,
      88,
      18
     ],
     "text": "recorded",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-236",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      1032,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      132,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "recorded"
    }
   },
   {
    "box": {
     "id": "obj-237",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      1068,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      168,
      88,
      18
     ],
     "text": "error",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-238",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      1086,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      186,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "error"
    }
   },
   {
    "box": {
     "id": "obj-239",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      1122,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      222,
      88,
      18
     ],
     "text": "warning",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-240",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      1140,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      240,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 1,
     "varname": "warning"
    }
   },
   {
    "box": {
     "id": "obj-241",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      1176,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      276,
      88,
      18
     ],
     "text": "prompts",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-242",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      1194,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      294,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "prompts"
    }
   },
   {
    "box": {
     "id": "obj-243",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300,
      76,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-244",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1500,
      104,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/prompts"
    }
   },
   {
    "box": {
     "id": "obj-245",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      104,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-246",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      1230,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      330,
      88,
      18
     ],
     "text": "preset",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-247",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      1248,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      348,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "preset"
    }
   },
   {
    "box": {
     "id": "obj-248",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300,
      132,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-249",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1500,
      160,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/preset"
    }
   },
   {
    "box": {
     "id": "obj-250",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      160,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-251",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      1284,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      384,
      88,
      18
     ],
     "text": "preset save",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-252",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      1302,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      402,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "preset/save"
    }
   },
   {
    "box": {
     "id": "obj-253",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300,
      188,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-254",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1500,
      216,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/preset/save"
    }
   },
   {
    "box": {
     "id": "obj-255",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      216,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-256",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      1338,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      438,
      88,
      18
     ],
     "text": "preset morph",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-257",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      1356,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      456,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "preset/morph"
    }
   },
   {
    "box": {
     "id": "obj-258",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300,
      244,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-259",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1500,
      272,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/preset/morph"
    }
   },
   {
    "box": {
     "id": "obj-260",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      272,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-261",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      1392,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      492,
      88,
      18
     ],
     "text": "record",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-262",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      1410,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      510,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "record"
    }
   },
   {
    "box": {
     "id": "obj-263",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300,
      300,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-264",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1500,
      328,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/record"
    }
   },
   {
    "box": {
     "id": "obj-265",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      328,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-266",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      1446,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      546,
      88,
      18
     ],
     "text": "capture",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-267",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      1464,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      564,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "capture"
    }
   },
   {
    "box": {
     "id": "obj-268",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300,
      356,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-269",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1500,
      384,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/capture"
    }
   },
   {
    "box": {
     "id": "obj-270",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      384,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-271",
     "maxclass": "comment",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      584,
      1500,
      88,
      18
     ],
     "outlettype": [],
     "presentation": 1,
     "presentation_rect": [
      584,
      600,
      88,
      18
     ],
     "text": "device",
     "fontsize": 10.0
    }
   },
   {
    "box": {
     "id": "obj-272",
     "maxclass": "textedit",
     "numinlets": 1,
     "numoutlets": 4,
     "patching_rect": [
      584,
      1518,
      84,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      584,
      618,
      84,
      22
     ],
     "lines": 1,
     "keymode": 1,
     "bangmode": 0,
     "readonly": 0,
     "varname": "device"
    }
   },
   {
    "box": {
     "id": "obj-273",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 2,
     "patching_rect": [
      1300,
      412,
      180,
      22
     ],
     "outlettype": [
      "",
      ""
     ],
     "text": "route text"
    }
   },
   {
    "box": {
     "id": "obj-274",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1500,
      440,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/device"
    }
   },
   {
    "box": {
     "id": "obj-275",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      440,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-276",
     "maxclass": "newobj",
     "numinlets": 55,
     "numoutlets": 55,
     "patching_rect": [
      700,
      1500,
      180,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      ""
     ],
     "text": "route /lyria/bpm /lyria/bpm/auto /lyria/density /lyria/density/auto /lyria/brightness /lyria/brightness/auto /lyria/guidance /lyria/temperature /lyria/top_k /lyria/seed /lyria/scale /lyria/scale/auto /lyria/mode /lyria/mute_bass /lyria/mute_drums /lyria/only_bass_and_drums /lyria/prompt/1/text /lyria/prompt/1/weight /lyria/prompt/2/text /lyria/prompt/2/weight /lyria/prompt/3/text /lyria/prompt/3/weight /lyria/prompt/4/text /lyria/prompt/4/weight /lyria/prompt/5/text /lyria/prompt/5/weight /lyria/prompt/6/text /lyria/prompt/6/weight /lyria/prompt/7/text /lyria/prompt/7/weight /lyria/prompt/8/text /lyria/prompt/8/weight /lyria/gain /lyria/mute /lyria/beats_per_bar /lyria/marker_offset_ms /lyria/buffer /lyria/follow /lyria/beat /lyria/bar /lyria/tempo /lyria/state /lyria/engine /lyria/buffered /lyria/latency /lyria/level /lyria/link/peers /lyria/phase_ms /lyria/xruns /lyria/applied /lyria/filtered /lyria/recorded /lyria/error /lyria/warning"
    }
   },
   {
    "box": {
     "id": "obj-277",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      468,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-278",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      468,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/bpm"
    }
   },
   {
    "box": {
     "id": "obj-279",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      496,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-280",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      496,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/bpm/auto"
    }
   },
   {
    "box": {
     "id": "obj-281",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      524,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-282",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      524,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/density"
    }
   },
   {
    "box": {
     "id": "obj-283",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      552,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-284",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      552,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/density/auto"
    }
   },
   {
    "box": {
     "id": "obj-285",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      580,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-286",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      580,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/brightness"
    }
   },
   {
    "box": {
     "id": "obj-287",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      608,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-288",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      608,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/brightness/auto"
    }
   },
   {
    "box": {
     "id": "obj-289",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      636,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-290",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      636,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/guidance"
    }
   },
   {
    "box": {
     "id": "obj-291",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      664,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-292",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      664,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/temperature"
    }
   },
   {
    "box": {
     "id": "obj-293",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      692,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-294",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      692,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/top_k"
    }
   },
   {
    "box": {
     "id": "obj-295",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      720,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-296",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      720,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/seed"
    }
   },
   {
    "box": {
     "id": "obj-297",
     "maxclass": "newobj",
     "numinlets": 14,
     "numoutlets": 14,
     "patching_rect": [
      1300,
      748,
      180,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      ""
     ],
     "text": "route any C_MAJOR_A_MINOR D_FLAT_MAJOR_B_FLAT_MINOR D_MAJOR_B_MINOR E_FLAT_MAJOR_C_MINOR E_MAJOR_D_FLAT_MINOR F_MAJOR_D_MINOR G_FLAT_MAJOR_E_FLAT_MINOR G_MAJOR_E_MINOR A_FLAT_MAJOR_F_MINOR A_MAJOR_G_FLAT_MINOR B_FLAT_MAJOR_G_MINOR B_MAJOR_A_FLAT_MINOR"
    }
   },
   {
    "box": {
     "id": "obj-298",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      772,
      50,
      22
     ],
     "text": "set 0",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-299",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1360,
      772,
      50,
      22
     ],
     "text": "set 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-300",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1420,
      772,
      50,
      22
     ],
     "text": "set 2",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-301",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1480,
      772,
      50,
      22
     ],
     "text": "set 3",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-302",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1540,
      772,
      50,
      22
     ],
     "text": "set 4",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-303",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1600,
      772,
      50,
      22
     ],
     "text": "set 5",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-304",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1660,
      772,
      50,
      22
     ],
     "text": "set 6",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-305",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1720,
      772,
      50,
      22
     ],
     "text": "set 7",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-306",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1780,
      772,
      50,
      22
     ],
     "text": "set 8",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-307",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1840,
      772,
      50,
      22
     ],
     "text": "set 9",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-308",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1900,
      772,
      50,
      22
     ],
     "text": "set 10",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-309",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1960,
      772,
      50,
      22
     ],
     "text": "set 11",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-310",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      2020,
      772,
      50,
      22
     ],
     "text": "set 12",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-311",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      748,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/scale"
    }
   },
   {
    "box": {
     "id": "obj-312",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      776,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-313",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      776,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/scale/auto"
    }
   },
   {
    "box": {
     "id": "obj-314",
     "maxclass": "newobj",
     "numinlets": 4,
     "numoutlets": 4,
     "patching_rect": [
      1300,
      804,
      180,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      ""
     ],
     "text": "route quality diversity vocalization"
    }
   },
   {
    "box": {
     "id": "obj-315",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      828,
      50,
      22
     ],
     "text": "set 0",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-316",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1360,
      828,
      50,
      22
     ],
     "text": "set 1",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-317",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1420,
      828,
      50,
      22
     ],
     "text": "set 2",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-318",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      804,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/mode"
    }
   },
   {
    "box": {
     "id": "obj-319",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1300,
      832,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-320",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1720,
      832,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/mute_bass"
    }
   },
   {
    "box": {
     "id": "obj-321",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      20,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-322",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      20,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/mute_drums"
    }
   },
   {
    "box": {
     "id": "obj-323",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      48,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-324",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      48,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/only_bass_and_drums"
    }
   },
   {
    "box": {
     "id": "obj-325",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      76,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-326",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      76,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/1/text"
    }
   },
   {
    "box": {
     "id": "obj-327",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      104,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-328",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      104,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/1/weight"
    }
   },
   {
    "box": {
     "id": "obj-329",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      132,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-330",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      132,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/2/text"
    }
   },
   {
    "box": {
     "id": "obj-331",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      160,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-332",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      160,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/2/weight"
    }
   },
   {
    "box": {
     "id": "obj-333",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      188,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-334",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      188,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/3/text"
    }
   },
   {
    "box": {
     "id": "obj-335",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      216,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-336",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      216,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/3/weight"
    }
   },
   {
    "box": {
     "id": "obj-337",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      244,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-338",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      244,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/4/text"
    }
   },
   {
    "box": {
     "id": "obj-339",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      272,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-340",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      272,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/4/weight"
    }
   },
   {
    "box": {
     "id": "obj-341",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      300,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-342",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      300,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/5/text"
    }
   },
   {
    "box": {
     "id": "obj-343",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      328,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-344",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      328,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/5/weight"
    }
   },
   {
    "box": {
     "id": "obj-345",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      356,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-346",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      356,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/6/text"
    }
   },
   {
    "box": {
     "id": "obj-347",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      384,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-348",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      384,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/6/weight"
    }
   },
   {
    "box": {
     "id": "obj-349",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      412,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-350",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      412,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/7/text"
    }
   },
   {
    "box": {
     "id": "obj-351",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      440,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-352",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      440,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/7/weight"
    }
   },
   {
    "box": {
     "id": "obj-353",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      468,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-354",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      468,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/8/text"
    }
   },
   {
    "box": {
     "id": "obj-355",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      496,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-356",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      496,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/prompt/8/weight"
    }
   },
   {
    "box": {
     "id": "obj-357",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      524,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-358",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      524,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/gain"
    }
   },
   {
    "box": {
     "id": "obj-359",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      552,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-360",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      552,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/mute"
    }
   },
   {
    "box": {
     "id": "obj-361",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      580,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-362",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      580,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/beats_per_bar"
    }
   },
   {
    "box": {
     "id": "obj-363",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      608,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-364",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      608,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/marker_offset_ms"
    }
   },
   {
    "box": {
     "id": "obj-365",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      636,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-366",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      636,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/buffer"
    }
   },
   {
    "box": {
     "id": "obj-367",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      664,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-368",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      664,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/follow"
    }
   },
   {
    "box": {
     "id": "obj-369",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      692,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-370",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      692,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/beat"
    }
   },
   {
    "box": {
     "id": "obj-371",
     "maxclass": "button",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      554,
      1014,
      16,
      16
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      554,
      114,
      16,
      16
     ]
    }
   },
   {
    "box": {
     "id": "obj-372",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      720,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-373",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      720,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/bar"
    }
   },
   {
    "box": {
     "id": "obj-374",
     "maxclass": "button",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      554,
      1068,
      16,
      16
     ],
     "outlettype": [
      ""
     ],
     "presentation": 1,
     "presentation_rect": [
      554,
      168,
      16,
      16
     ]
    }
   },
   {
    "box": {
     "id": "obj-375",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      748,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-376",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      748,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/tempo"
    }
   },
   {
    "box": {
     "id": "obj-377",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      776,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-378",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      776,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/state"
    }
   },
   {
    "box": {
     "id": "obj-379",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      804,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-380",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      804,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/engine"
    }
   },
   {
    "box": {
     "id": "obj-381",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1940,
      832,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-382",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      2360,
      832,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/buffered"
    }
   },
   {
    "box": {
     "id": "obj-383",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2580,
      20,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-384",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      3000,
      20,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/latency"
    }
   },
   {
    "box": {
     "id": "obj-385",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2580,
      48,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-386",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      3000,
      48,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/level"
    }
   },
   {
    "box": {
     "id": "obj-387",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2580,
      76,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-388",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      3000,
      76,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/link/peers"
    }
   },
   {
    "box": {
     "id": "obj-389",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2580,
      104,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-390",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      3000,
      104,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/phase_ms"
    }
   },
   {
    "box": {
     "id": "obj-391",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2580,
      132,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-392",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      3000,
      132,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/xruns"
    }
   },
   {
    "box": {
     "id": "obj-393",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2580,
      160,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-394",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      3000,
      160,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/applied"
    }
   },
   {
    "box": {
     "id": "obj-395",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2580,
      188,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-396",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      3000,
      188,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/filtered"
    }
   },
   {
    "box": {
     "id": "obj-397",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2580,
      216,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-398",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      3000,
      216,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/recorded"
    }
   },
   {
    "box": {
     "id": "obj-399",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2580,
      244,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-400",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      3000,
      244,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/error"
    }
   },
   {
    "box": {
     "id": "obj-401",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2580,
      272,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend set"
    }
   },
   {
    "box": {
     "id": "obj-402",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      3000,
      272,
      180,
      22
     ],
     "outlettype": [],
     "text": "s lyria/warning"
    }
   },
   {
    "box": {
     "id": "obj-403",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1400,
      1300,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "metro 50 @active 1"
    }
   },
   {
    "box": {
     "id": "obj-404",
     "maxclass": "newobj",
     "numinlets": 2,
     "numoutlets": 9,
     "patching_rect": [
      1400,
      1330,
      180,
      22
     ],
     "outlettype": [
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      "",
      ""
     ],
     "text": "transport"
    }
   },
   {
    "box": {
     "id": "obj-405",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 0,
     "patching_rect": [
      1400,
      1480,
      180,
      22
     ],
     "outlettype": [],
     "text": "s ---lyria-out"
    }
   },
   {
    "box": {
     "id": "obj-406",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      2040,
      1360,
      180,
      22
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "text": "change 0."
    }
   },
   {
    "box": {
     "id": "obj-407",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      2040,
      1390,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/daw/tempo"
    }
   },
   {
    "box": {
     "id": "obj-408",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1560,
      1360,
      180,
      22
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "text": "change 0"
    }
   },
   {
    "box": {
     "id": "obj-409",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 1,
     "patching_rect": [
      1560,
      1390,
      180,
      22
     ],
     "outlettype": [
      ""
     ],
     "text": "prepend /lyria/daw/beat"
    }
   },
   {
    "box": {
     "id": "obj-410",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1400,
      1420,
      180,
      22
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "text": "change"
    }
   },
   {
    "box": {
     "id": "obj-411",
     "maxclass": "newobj",
     "numinlets": 1,
     "numoutlets": 3,
     "patching_rect": [
      1400,
      1450,
      180,
      22
     ],
     "outlettype": [
      "",
      "",
      ""
     ],
     "text": "sel 1 0"
    }
   },
   {
    "box": {
     "id": "obj-412",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1500,
      1450,
      140,
      22
     ],
     "text": "/lyria/daw/play",
     "outlettype": [
      ""
     ]
    }
   },
   {
    "box": {
     "id": "obj-413",
     "maxclass": "message",
     "numinlets": 2,
     "numoutlets": 1,
     "patching_rect": [
      1660,
      1450,
      140,
      22
     ],
     "text": "/lyria/daw/stop",
     "outlettype": [
      ""
     ]
    }
   }
  ],
  "lines": [
   {
    "patchline": {
     "source": [
      "obj-3",
      0
     ],
     "destination": [
      "obj-2",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-4",
      0
     ],
     "destination": [
      "obj-5",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-5",
      0
     ],
     "destination": [
      "obj-6",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-1",
      0
     ],
     "destination": [
      "obj-7",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-7",
      0
     ],
     "destination": [
      "obj-8",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-8",
      0
     ],
     "destination": [
      "obj-5",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-8",
      0
     ],
     "destination": [
      "obj-8",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-4",
      0
     ],
     "destination": [
      "obj-8",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-9",
      0
     ],
     "destination": [
      "obj-10",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-10",
      0
     ],
     "destination": [
      "obj-6",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-12",
      0
     ],
     "destination": [
      "obj-13",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-13",
      0
     ],
     "destination": [
      "obj-2",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-15",
      0
     ],
     "destination": [
      "obj-16",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-16",
      0
     ],
     "destination": [
      "obj-1",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-15",
      0
     ],
     "destination": [
      "obj-17",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-17",
      0
     ],
     "destination": [
      "obj-18",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-18",
      0
     ],
     "destination": [
      "obj-5",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-19",
      0
     ],
     "destination": [
      "obj-20",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-20",
      0
     ],
     "destination": [
      "obj-21",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-23",
      0
     ],
     "destination": [
      "obj-24",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-24",
      0
     ],
     "destination": [
      "obj-25",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-25",
      0
     ],
     "destination": [
      "obj-26",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-27",
      0
     ],
     "destination": [
      "obj-28",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-28",
      0
     ],
     "destination": [
      "obj-29",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-30",
      0
     ],
     "destination": [
      "obj-31",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-31",
      0
     ],
     "destination": [
      "obj-32",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-34",
      0
     ],
     "destination": [
      "obj-35",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-35",
      0
     ],
     "destination": [
      "obj-36",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-36",
      0
     ],
     "destination": [
      "obj-37",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-38",
      0
     ],
     "destination": [
      "obj-39",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-39",
      0
     ],
     "destination": [
      "obj-40",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-41",
      0
     ],
     "destination": [
      "obj-42",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-42",
      0
     ],
     "destination": [
      "obj-43",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-45",
      0
     ],
     "destination": [
      "obj-46",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-46",
      0
     ],
     "destination": [
      "obj-47",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-47",
      0
     ],
     "destination": [
      "obj-48",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-49",
      0
     ],
     "destination": [
      "obj-50",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-50",
      0
     ],
     "destination": [
      "obj-51",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-52",
      0
     ],
     "destination": [
      "obj-53",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-53",
      0
     ],
     "destination": [
      "obj-54",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-56",
      0
     ],
     "destination": [
      "obj-57",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-57",
      0
     ],
     "destination": [
      "obj-58",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-58",
      0
     ],
     "destination": [
      "obj-59",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-60",
      0
     ],
     "destination": [
      "obj-61",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-61",
      0
     ],
     "destination": [
      "obj-62",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-63",
      0
     ],
     "destination": [
      "obj-64",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-64",
      0
     ],
     "destination": [
      "obj-65",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-67",
      0
     ],
     "destination": [
      "obj-68",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-68",
      0
     ],
     "destination": [
      "obj-69",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-69",
      0
     ],
     "destination": [
      "obj-70",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-71",
      0
     ],
     "destination": [
      "obj-72",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-72",
      0
     ],
     "destination": [
      "obj-73",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-74",
      0
     ],
     "destination": [
      "obj-75",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-75",
      0
     ],
     "destination": [
      "obj-76",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-78",
      0
     ],
     "destination": [
      "obj-79",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-79",
      0
     ],
     "destination": [
      "obj-80",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-80",
      0
     ],
     "destination": [
      "obj-81",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-82",
      0
     ],
     "destination": [
      "obj-83",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-83",
      0
     ],
     "destination": [
      "obj-84",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-85",
      0
     ],
     "destination": [
      "obj-86",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-86",
      0
     ],
     "destination": [
      "obj-87",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-89",
      0
     ],
     "destination": [
      "obj-90",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-90",
      0
     ],
     "destination": [
      "obj-91",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-91",
      0
     ],
     "destination": [
      "obj-92",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-93",
      0
     ],
     "destination": [
      "obj-94",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-94",
      0
     ],
     "destination": [
      "obj-95",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-96",
      0
     ],
     "destination": [
      "obj-97",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-97",
      0
     ],
     "destination": [
      "obj-98",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-100",
      0
     ],
     "destination": [
      "obj-101",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-101",
      0
     ],
     "destination": [
      "obj-102",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-102",
      0
     ],
     "destination": [
      "obj-103",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-104",
      0
     ],
     "destination": [
      "obj-105",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-105",
      0
     ],
     "destination": [
      "obj-106",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-107",
      0
     ],
     "destination": [
      "obj-108",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-108",
      0
     ],
     "destination": [
      "obj-109",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-111",
      0
     ],
     "destination": [
      "obj-112",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-112",
      0
     ],
     "destination": [
      "obj-113",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-114",
      0
     ],
     "destination": [
      "obj-115",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-115",
      0
     ],
     "destination": [
      "obj-116",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-118",
      0
     ],
     "destination": [
      "obj-119",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-119",
      0
     ],
     "destination": [
      "obj-120",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-121",
      0
     ],
     "destination": [
      "obj-122",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-122",
      0
     ],
     "destination": [
      "obj-123",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-125",
      0
     ],
     "destination": [
      "obj-126",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-126",
      0
     ],
     "destination": [
      "obj-127",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-129",
      0
     ],
     "destination": [
      "obj-130",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-130",
      0
     ],
     "destination": [
      "obj-131",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-133",
      0
     ],
     "destination": [
      "obj-134",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-134",
      0
     ],
     "destination": [
      "obj-135",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-137",
      0
     ],
     "destination": [
      "obj-138",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-138",
      0
     ],
     "destination": [
      "obj-139",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-140",
      0
     ],
     "destination": [
      "obj-141",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-141",
      0
     ],
     "destination": [
      "obj-142",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-144",
      0
     ],
     "destination": [
      "obj-145",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-145",
      0
     ],
     "destination": [
      "obj-146",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-147",
      0
     ],
     "destination": [
      "obj-148",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-148",
      0
     ],
     "destination": [
      "obj-149",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-150",
      0
     ],
     "destination": [
      "obj-151",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-151",
      0
     ],
     "destination": [
      "obj-152",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-153",
      0
     ],
     "destination": [
      "obj-154",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-154",
      0
     ],
     "destination": [
      "obj-155",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-157",
      0
     ],
     "destination": [
      "obj-158",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-158",
      0
     ],
     "destination": [
      "obj-159",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-161",
      0
     ],
     "destination": [
      "obj-162",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-162",
      0
     ],
     "destination": [
      "obj-163",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-165",
      0
     ],
     "destination": [
      "obj-166",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-166",
      0
     ],
     "destination": [
      "obj-167",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-169",
      0
     ],
     "destination": [
      "obj-170",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-170",
      0
     ],
     "destination": [
      "obj-171",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-172",
      0
     ],
     "destination": [
      "obj-173",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-173",
      0
     ],
     "destination": [
      "obj-174",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-175",
      0
     ],
     "destination": [
      "obj-176",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-176",
      0
     ],
     "destination": [
      "obj-177",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-178",
      0
     ],
     "destination": [
      "obj-179",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-179",
      0
     ],
     "destination": [
      "obj-180",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-182",
      0
     ],
     "destination": [
      "obj-183",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-183",
      0
     ],
     "destination": [
      "obj-184",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-185",
      0
     ],
     "destination": [
      "obj-186",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-186",
      0
     ],
     "destination": [
      "obj-187",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-188",
      0
     ],
     "destination": [
      "obj-189",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-189",
      0
     ],
     "destination": [
      "obj-190",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-191",
      0
     ],
     "destination": [
      "obj-192",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-192",
      0
     ],
     "destination": [
      "obj-193",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-194",
      0
     ],
     "destination": [
      "obj-195",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-195",
      0
     ],
     "destination": [
      "obj-196",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-197",
      0
     ],
     "destination": [
      "obj-198",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-198",
      0
     ],
     "destination": [
      "obj-199",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-200",
      0
     ],
     "destination": [
      "obj-201",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-201",
      0
     ],
     "destination": [
      "obj-202",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-203",
      0
     ],
     "destination": [
      "obj-204",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-204",
      0
     ],
     "destination": [
      "obj-205",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-206",
      0
     ],
     "destination": [
      "obj-207",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-207",
      0
     ],
     "destination": [
      "obj-208",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-242",
      0
     ],
     "destination": [
      "obj-243",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-243",
      0
     ],
     "destination": [
      "obj-244",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-244",
      0
     ],
     "destination": [
      "obj-245",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-247",
      0
     ],
     "destination": [
      "obj-248",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-248",
      0
     ],
     "destination": [
      "obj-249",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-249",
      0
     ],
     "destination": [
      "obj-250",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-252",
      0
     ],
     "destination": [
      "obj-253",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-253",
      0
     ],
     "destination": [
      "obj-254",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-254",
      0
     ],
     "destination": [
      "obj-255",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-257",
      0
     ],
     "destination": [
      "obj-258",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-258",
      0
     ],
     "destination": [
      "obj-259",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-259",
      0
     ],
     "destination": [
      "obj-260",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-262",
      0
     ],
     "destination": [
      "obj-263",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-263",
      0
     ],
     "destination": [
      "obj-264",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-264",
      0
     ],
     "destination": [
      "obj-265",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-267",
      0
     ],
     "destination": [
      "obj-268",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-268",
      0
     ],
     "destination": [
      "obj-269",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-269",
      0
     ],
     "destination": [
      "obj-270",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-272",
      0
     ],
     "destination": [
      "obj-273",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-273",
      0
     ],
     "destination": [
      "obj-274",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-274",
      0
     ],
     "destination": [
      "obj-275",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-7",
      1
     ],
     "destination": [
      "obj-276",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      0
     ],
     "destination": [
      "obj-277",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-277",
      0
     ],
     "destination": [
      "obj-121",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      0
     ],
     "destination": [
      "obj-278",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      1
     ],
     "destination": [
      "obj-279",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-279",
      0
     ],
     "destination": [
      "obj-125",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      1
     ],
     "destination": [
      "obj-280",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      2
     ],
     "destination": [
      "obj-281",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-281",
      0
     ],
     "destination": [
      "obj-107",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      2
     ],
     "destination": [
      "obj-282",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      3
     ],
     "destination": [
      "obj-283",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-283",
      0
     ],
     "destination": [
      "obj-111",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      3
     ],
     "destination": [
      "obj-284",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      4
     ],
     "destination": [
      "obj-285",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-285",
      0
     ],
     "destination": [
      "obj-114",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      4
     ],
     "destination": [
      "obj-286",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      5
     ],
     "destination": [
      "obj-287",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-287",
      0
     ],
     "destination": [
      "obj-118",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      5
     ],
     "destination": [
      "obj-288",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      6
     ],
     "destination": [
      "obj-289",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-289",
      0
     ],
     "destination": [
      "obj-147",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      6
     ],
     "destination": [
      "obj-290",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      7
     ],
     "destination": [
      "obj-291",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-291",
      0
     ],
     "destination": [
      "obj-150",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      7
     ],
     "destination": [
      "obj-292",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      8
     ],
     "destination": [
      "obj-293",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-293",
      0
     ],
     "destination": [
      "obj-153",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      8
     ],
     "destination": [
      "obj-294",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      9
     ],
     "destination": [
      "obj-295",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-295",
      0
     ],
     "destination": [
      "obj-157",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      9
     ],
     "destination": [
      "obj-296",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      10
     ],
     "destination": [
      "obj-297",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      0
     ],
     "destination": [
      "obj-298",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-298",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      1
     ],
     "destination": [
      "obj-299",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-299",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      2
     ],
     "destination": [
      "obj-300",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-300",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      3
     ],
     "destination": [
      "obj-301",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-301",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      4
     ],
     "destination": [
      "obj-302",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-302",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      5
     ],
     "destination": [
      "obj-303",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-303",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      6
     ],
     "destination": [
      "obj-304",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-304",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      7
     ],
     "destination": [
      "obj-305",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-305",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      8
     ],
     "destination": [
      "obj-306",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-306",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      9
     ],
     "destination": [
      "obj-307",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-307",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      10
     ],
     "destination": [
      "obj-308",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-308",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      11
     ],
     "destination": [
      "obj-309",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-309",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-297",
      12
     ],
     "destination": [
      "obj-310",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-310",
      0
     ],
     "destination": [
      "obj-161",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      10
     ],
     "destination": [
      "obj-311",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      11
     ],
     "destination": [
      "obj-312",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-312",
      0
     ],
     "destination": [
      "obj-165",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      11
     ],
     "destination": [
      "obj-313",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      12
     ],
     "destination": [
      "obj-314",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-314",
      0
     ],
     "destination": [
      "obj-315",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-315",
      0
     ],
     "destination": [
      "obj-169",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-314",
      1
     ],
     "destination": [
      "obj-316",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-316",
      0
     ],
     "destination": [
      "obj-169",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-314",
      2
     ],
     "destination": [
      "obj-317",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-317",
      0
     ],
     "destination": [
      "obj-169",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      12
     ],
     "destination": [
      "obj-318",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      13
     ],
     "destination": [
      "obj-319",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-319",
      0
     ],
     "destination": [
      "obj-129",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      13
     ],
     "destination": [
      "obj-320",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      14
     ],
     "destination": [
      "obj-321",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-321",
      0
     ],
     "destination": [
      "obj-133",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      14
     ],
     "destination": [
      "obj-322",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      15
     ],
     "destination": [
      "obj-323",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-323",
      0
     ],
     "destination": [
      "obj-137",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      15
     ],
     "destination": [
      "obj-324",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      16
     ],
     "destination": [
      "obj-325",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-325",
      0
     ],
     "destination": [
      "obj-23",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      16
     ],
     "destination": [
      "obj-326",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      17
     ],
     "destination": [
      "obj-327",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-327",
      0
     ],
     "destination": [
      "obj-19",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      17
     ],
     "destination": [
      "obj-328",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      18
     ],
     "destination": [
      "obj-329",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-329",
      0
     ],
     "destination": [
      "obj-34",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      18
     ],
     "destination": [
      "obj-330",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      19
     ],
     "destination": [
      "obj-331",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-331",
      0
     ],
     "destination": [
      "obj-30",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      19
     ],
     "destination": [
      "obj-332",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      20
     ],
     "destination": [
      "obj-333",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-333",
      0
     ],
     "destination": [
      "obj-45",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      20
     ],
     "destination": [
      "obj-334",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      21
     ],
     "destination": [
      "obj-335",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-335",
      0
     ],
     "destination": [
      "obj-41",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      21
     ],
     "destination": [
      "obj-336",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      22
     ],
     "destination": [
      "obj-337",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-337",
      0
     ],
     "destination": [
      "obj-56",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      22
     ],
     "destination": [
      "obj-338",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      23
     ],
     "destination": [
      "obj-339",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-339",
      0
     ],
     "destination": [
      "obj-52",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      23
     ],
     "destination": [
      "obj-340",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      24
     ],
     "destination": [
      "obj-341",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-341",
      0
     ],
     "destination": [
      "obj-67",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      24
     ],
     "destination": [
      "obj-342",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      25
     ],
     "destination": [
      "obj-343",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-343",
      0
     ],
     "destination": [
      "obj-63",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      25
     ],
     "destination": [
      "obj-344",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      26
     ],
     "destination": [
      "obj-345",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-345",
      0
     ],
     "destination": [
      "obj-78",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      26
     ],
     "destination": [
      "obj-346",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      27
     ],
     "destination": [
      "obj-347",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-347",
      0
     ],
     "destination": [
      "obj-74",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      27
     ],
     "destination": [
      "obj-348",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      28
     ],
     "destination": [
      "obj-349",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-349",
      0
     ],
     "destination": [
      "obj-89",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      28
     ],
     "destination": [
      "obj-350",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      29
     ],
     "destination": [
      "obj-351",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-351",
      0
     ],
     "destination": [
      "obj-85",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      29
     ],
     "destination": [
      "obj-352",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      30
     ],
     "destination": [
      "obj-353",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-353",
      0
     ],
     "destination": [
      "obj-100",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      30
     ],
     "destination": [
      "obj-354",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      31
     ],
     "destination": [
      "obj-355",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-355",
      0
     ],
     "destination": [
      "obj-96",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      31
     ],
     "destination": [
      "obj-356",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      32
     ],
     "destination": [
      "obj-357",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-357",
      0
     ],
     "destination": [
      "obj-140",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      32
     ],
     "destination": [
      "obj-358",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      33
     ],
     "destination": [
      "obj-359",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-359",
      0
     ],
     "destination": [
      "obj-144",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      33
     ],
     "destination": [
      "obj-360",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      34
     ],
     "destination": [
      "obj-361",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-361",
      0
     ],
     "destination": [
      "obj-172",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      34
     ],
     "destination": [
      "obj-362",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      35
     ],
     "destination": [
      "obj-363",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-363",
      0
     ],
     "destination": [
      "obj-175",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      35
     ],
     "destination": [
      "obj-364",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      36
     ],
     "destination": [
      "obj-365",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-365",
      0
     ],
     "destination": [
      "obj-178",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      36
     ],
     "destination": [
      "obj-366",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      37
     ],
     "destination": [
      "obj-367",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-367",
      0
     ],
     "destination": [
      "obj-182",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      37
     ],
     "destination": [
      "obj-368",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      38
     ],
     "destination": [
      "obj-369",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-369",
      0
     ],
     "destination": [
      "obj-210",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      38
     ],
     "destination": [
      "obj-370",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      38
     ],
     "destination": [
      "obj-371",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      39
     ],
     "destination": [
      "obj-372",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-372",
      0
     ],
     "destination": [
      "obj-212",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      39
     ],
     "destination": [
      "obj-373",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      39
     ],
     "destination": [
      "obj-374",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      40
     ],
     "destination": [
      "obj-375",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-375",
      0
     ],
     "destination": [
      "obj-214",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      40
     ],
     "destination": [
      "obj-376",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      41
     ],
     "destination": [
      "obj-377",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-377",
      0
     ],
     "destination": [
      "obj-216",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      41
     ],
     "destination": [
      "obj-378",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      42
     ],
     "destination": [
      "obj-379",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-379",
      0
     ],
     "destination": [
      "obj-218",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      42
     ],
     "destination": [
      "obj-380",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      43
     ],
     "destination": [
      "obj-381",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-381",
      0
     ],
     "destination": [
      "obj-220",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      43
     ],
     "destination": [
      "obj-382",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      44
     ],
     "destination": [
      "obj-383",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-383",
      0
     ],
     "destination": [
      "obj-222",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      44
     ],
     "destination": [
      "obj-384",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      45
     ],
     "destination": [
      "obj-385",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-385",
      0
     ],
     "destination": [
      "obj-224",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      45
     ],
     "destination": [
      "obj-386",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      46
     ],
     "destination": [
      "obj-387",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-387",
      0
     ],
     "destination": [
      "obj-226",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      46
     ],
     "destination": [
      "obj-388",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      47
     ],
     "destination": [
      "obj-389",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-389",
      0
     ],
     "destination": [
      "obj-228",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      47
     ],
     "destination": [
      "obj-390",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      48
     ],
     "destination": [
      "obj-391",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-391",
      0
     ],
     "destination": [
      "obj-230",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      48
     ],
     "destination": [
      "obj-392",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      49
     ],
     "destination": [
      "obj-393",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-393",
      0
     ],
     "destination": [
      "obj-232",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      49
     ],
     "destination": [
      "obj-394",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      50
     ],
     "destination": [
      "obj-395",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-395",
      0
     ],
     "destination": [
      "obj-234",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      50
     ],
     "destination": [
      "obj-396",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      51
     ],
     "destination": [
      "obj-397",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-397",
      0
     ],
     "destination": [
      "obj-236",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      51
     ],
     "destination": [
      "obj-398",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      52
     ],
     "destination": [
      "obj-399",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-399",
      0
     ],
     "destination": [
      "obj-238",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      52
     ],
     "destination": [
      "obj-400",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      53
     ],
     "destination": [
      "obj-401",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-401",
      0
     ],
     "destination": [
      "obj-240",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-276",
      53
     ],
     "destination": [
      "obj-402",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-403",
      0
     ],
     "destination": [
      "obj-404",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-404",
      4
     ],
     "destination": [
      "obj-406",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-406",
      0
     ],
     "destination": [
      "obj-407",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-407",
      0
     ],
     "destination": [
      "obj-405",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-404",
      1
     ],
     "destination": [
      "obj-408",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-408",
      0
     ],
     "destination": [
      "obj-409",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-409",
      0
     ],
     "destination": [
      "obj-405",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-404",
      6
     ],
     "destination": [
      "obj-410",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-410",
      0
     ],
     "destination": [
      "obj-411",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-411",
      0
     ],
     "destination": [
      "obj-412",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-412",
      0
     ],
     "destination": [
      "obj-405",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-411",
      1
     ],
     "destination": [
      "obj-413",
      0
     ],
     "order": 0
    }
   },
   {
    "patchline": {
     "source": [
      "obj-413",
      0
     ],
     "destination": [
      "obj-405",
      0
     ],
     "order": 0
    }
   }
  ],
  "dependency_cache": [],
  "autosave": 0
 }
}
